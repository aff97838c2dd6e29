import { makeUpSentences } from "./prose.js";
import type { Random } from "./random.js";
import { findOwn } from "../../../internal/find-own.js";

const people = ["Ada Moreno", "Jonas Lind", "Mei Tanaka", "Noor Haddad", "Tomás Reyes"];
const titles = ["The Lighthouse at Low Tide", "A Letter Folded Twice", "The Green Gate"];
const places = ["12 Harbour Lane", "4 Mill Road", "27 Station Street"];

/** Texts for a property, by the last word of its name. */
const vocabulary: Readonly<Record<string, readonly string[]>> = {
  title: titles,
  headline: titles,
  heading: titles,
  subject: ["A question about my order", "News from the harbour", "Next week's meeting"],
  name: people,
  author: people,
  person: people,
  customer: people,
  character: people,
  firstname: ["Ada", "Jonas", "Mei", "Noor"],
  lastname: ["Moreno", "Lind", "Tanaka", "Haddad"],
  company: ["Harbour & Sons", "Lind Optics", "Green Gate Books"],
  email: ["ada@example.com", "jonas@example.com"],
  phone: ["+1 202 555 0114", "+1 202 555 0162"],
  address: places,
  street: places,
  city: ["Lisbon", "Oslo", "Kyoto", "Valparaíso"],
  country: ["Portugal", "Norway", "Japan", "Chile"],
  language: ["English", "Portuguese", "Japanese"],
  locale: ["en", "pt", "ja"],
  currency: ["EUR", "USD", "JPY"],
  color: ["sea green", "slate blue", "amber"],
  genre: ["mystery", "travel", "short fiction"],
  category: ["question", "feedback", "report"],
  topic: ["the sea", "old clocks", "letters"],
  tag: ["harbour", "autumn", "letters", "fog"],
  keyword: ["harbour", "autumn", "letters", "fog"],
  ingredient: ["two eggs", "a pinch of salt", "fresh basil", "olive oil"],
  mood: ["calm", "hopeful", "wistful"],
  tone: ["warm", "dry", "calm"],
  sentiment: ["positive", "neutral", "negative"],
  status: ["open", "in progress", "done"],
  priority: ["low", "normal", "high"],
  url: ["https://example.com/harbour", "https://example.com/letters"],
  link: ["https://example.com/harbour", "https://example.com/letters"],
  date: ["2026-04-12", "2026-09-30"],
  time: ["08:30", "17:45"],
  at: ["2026-04-12T08:30:00Z", "2026-09-30T17:45:00Z"],
  id: ["item-1", "item-2", "item-3", "item-4"],
  key: ["first", "second", "third", "fourth"],
  unit: ["g", "ml", "pieces"],
  value: ["calm", "clear", "bright"],
};

/** The names of properties with longer texts, and their number of sentences. */
const sentenceCounts = new Map([
  ...["review", "answer", "message", "description", "summary", "abstract", "biography", "bio"].map(
    (word) => [word, 2] as const,
  ),
  ...["text", "chapter", "paragraph"].map((word) => [word, 3] as const),
  ...["content", "body", "story", "article", "essay"].map((word) => [word, 4] as const),
  ...["sentence", "note", "comment", "reason", "explanation", "detail", "line"].map(
    (word) => [word, 1] as const,
  ),
]);

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** What a text is for. */
export interface Purpose {
  /** The name of its property, or of its array's. */
  readonly name: string;
  /** Its index in an array, from 0; `undefined` outside arrays. */
  readonly index: number | undefined;
  /** The index of the enclosing object in its array, so that texts with the same name differ. */
  readonly turn?: number | undefined;
}

/** A text that suits the name: a title for `title`, "A main character" for `mainCharacter`. */
export function makeUpWords({ name, index, turn }: Purpose, random: Random): string {
  const words = splitName(name);
  const last = singular(words.at(-1) ?? "text", index !== undefined);
  const known = findOwn(vocabulary, words.join("")) ?? findOwn(vocabulary, last);
  if (known !== undefined) return pickOrdered(known, index ?? turn, random);
  const sentences = sentenceCounts.get(last);
  if (sentences !== undefined) return makeUpSentences(sentences, random);
  const phrase = [...words.slice(0, -1), last].join(" ");
  if (index !== undefined) return `The ${ordinals[index] ?? `${index + 1}th`} ${phrase}`;
  return `${/^[aeio]/.test(phrase) ? "An" : "A"} ${phrase}`;
}

/** The words of a property's name: the same for `mainCharacter`, `main_character` and `MainCharacter`. */
export function splitName(name: string): string[] {
  return (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{N}]+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
}

/** A random word, or one after another for the elements of a list, with a number when they run out. */
function pickOrdered(words: readonly string[], index: number | undefined, random: Random): string {
  if (index === undefined) return random.pick(words);
  const word = words[index % words.length] ?? "";
  return index < words.length ? word : `${word} ${Math.floor(index / words.length) + 1}`;
}

function singular(word: string, inList: boolean): string {
  if (!inList) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
