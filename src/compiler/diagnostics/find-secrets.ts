/** A part of a text that looks like a key, as ranges of UTF-16 offsets. */
export interface Secret {
  /** `"an API key of Anthropic"`. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
  /** Where its secret part begins: the part before is the same in all keys of this kind. */
  readonly secretStart: number;
}

/** A kind of key and its form. */
interface KeyForm {
  readonly what: string;
  /** With the groups `before`, `prefix` and `secret`; the key is the last two of them. */
  readonly form: RegExp;
  /** Whether the secret part is secret. Text that reads like words is not. */
  readonly isSecret: (part: string) => boolean;
}

// Specific forms first, because the first match counts. The limits on repetitions keep a match from
// spanning megabytes, which overflows the stack of the regular expression.
const keyForms: readonly KeyForm[] = [
  prefixed("an API key of Anthropic", /(?<prefix>sk-ant-)(?<secret>[\w-]{16,500})/g),
  prefixed("an API key of OpenRouter", /(?<prefix>sk-or-)(?<secret>[\w-]{16,500})/g),
  prefixed(
    "an API key of OpenAI, or of a provider whose keys look the same",
    /(?<prefix>sk-(?:proj-|svcacct-|admin-)?)(?<secret>[\w-]{16,500})/g,
  ),
  prefixed("an API key of Groq", /(?<prefix>gsk_)(?<secret>\w{16,500})/g),
  prefixed("an API key of xAI", /(?<prefix>xai-)(?<secret>[\w-]{16,500})/g),
  prefixed("an API key of Google", /(?<prefix>AIza)(?<secret>[\w-]{30,500})/g),
  prefixed("an access key of AWS", /(?<prefix>AKIA|ASIA)(?<secret>[A-Z\d]{16})(?!\w)/g),
  {
    what: "a key",
    // `apiKey: "…"`, `apiKey = () => process.env.KEY ?? "…"`.
    form: /(?<before>\bapi_?key\b["']?\s{0,20}[:=][^"'`,;]{0,80}["'`])(?<secret>[\w+/=.-]{24,500})(?=["'`])/gi,
    isSecret: isRandom,
  },
];

/**
 * Finds everything that looks like a key, in order. Searches the text without parsing it, because keys in
 * comments, and in code that does not parse, are public as well.
 */
export function findSecrets(text: string): readonly Secret[] {
  const candidates = keyForms.flatMap(({ what, form, isSecret }) =>
    [...text.matchAll(form)].flatMap(({ 0: whole, index, groups = {} }) => {
      const { before = "", prefix = "", secret = "" } = groups;
      const start = index + before.length;
      const [end, secretStart] = [index + whole.length, start + prefix.length];
      return isSecret(secret) ? [{ what, start, end, secretStart }] : [];
    }),
  );
  let covered = 0;
  return candidates
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (start < covered) return false;
      covered = end;
      return true;
    });
}

/** A key with a known prefix at the beginning of a word: `task-…` contains none. */
function prefixed(what: string, form: RegExp): KeyForm {
  return { what, form: new RegExp(`(?<![\\w-])${form.source}`, form.flags), isSecret: isUnbroken };
}

/**
 * Excludes other names that begin with `sk-`, which are words with hyphens: `sk-step-2-of-the-onboarding`.
 */
function isUnbroken(part: string): boolean {
  return /[a-z\d]{16}/i.test(part) && /\d/.test(part) && /[a-z]/i.test(part);
}

/**
 * Whether a text contains no words: it is hexadecimal, or alternates between capitals, small letters and
 * digits. The name of a variable or a path in a vault does not.
 */
function isRandom(part: string): boolean {
  if (!/\d/.test(part) || !/[a-z]/i.test(part)) return false;
  return /^[a-f\d-]+$/i.test(part) || countTurns(part) / part.length > 0.2;
}

function countTurns(part: string): number {
  let turns = 0;
  for (let at = 1; at < part.length; at++) {
    const [before, after] = [kindOf(part[at - 1]), kindOf(part[at])];
    if (before !== "other" && after !== "other" && before !== after) turns++;
  }
  return turns;
}

function kindOf(character = ""): "small" | "capital" | "digit" | "other" {
  if (/[a-z]/.test(character)) return "small";
  if (/[A-Z]/.test(character)) return "capital";
  return /\d/.test(character) ? "digit" : "other";
}
