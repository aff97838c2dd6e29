import type { Random } from "./random.js";

const sentences = [
  "The harbour was quiet before the first boats went out.",
  "Nobody had wound the old clock for years, and still it was right twice a day.",
  "A letter lay on the table, opened and folded again.",
  "From the window one could see the lighthouse and, on clear days, the islands behind it.",
  "She counted the steps on her way up, as she always did.",
  "The kettle began to sing, and for a moment that was all there was to hear.",
  "Somebody had left a lamp burning in the boathouse.",
  "By noon the fog had gone and the whole bay lay open.",
  "He wrote the name down carefully, so that he would not forget it a second time.",
  "What had seemed far away in the morning was suddenly close.",
  "The path turned twice around the hill and ended at a green gate.",
  "In the evening they went over it all once more and changed only a word.",
] as const;

/** Some sentences that read well one after another. None is repeated before all have been used. */
export function makeUpSentences(count: number, random: Random): string {
  const first = random.between(0, sentences.length - 1);
  // Coprime with the number of sentences, so that each is used before one is repeated.
  const stride = random.pick([1, 5, 7]);
  return Array.from(
    { length: count },
    (_, index) => sentences[(first + index * stride) % sentences.length],
  ).join(" ");
}

/** A prose answer that quotes the question and shows that no model wrote it. */
export function makeUpAnswer(question: string, random: Random): string {
  const begun = beginning(question.replace(/\s+/g, " ").trim());
  const opening = begun === "" ? "You asked nothing." : `You asked: “${begun}”`;
  return `${opening} ${makeUpSentences(random.between(3, 5), random)} This answer comes from the fake provider; no model was asked.`;
}

function beginning(text: string): string {
  const limit = 80;
  if (text.length <= limit) return text;
  const words = text.slice(0, limit).replace(/\s+\S*$/, "");
  return `${words.replace(/[\ud800-\udbff]$/, "")}…`;
}
