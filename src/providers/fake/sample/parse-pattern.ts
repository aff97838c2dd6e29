/** A regular expression, as far as needed to make texts from it. */
export type PatternNode =
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly part: PatternNode;
      readonly min: number;
      readonly max: number;
    }
  /**
   * One character, from three sets: lower-case letters and digits if there are any; letters and digits;
   * all.
   */
  | { readonly kind: "set"; readonly tiers: readonly [string[], string[], string[]] }
  | { readonly kind: "group"; readonly names: readonly string[]; readonly part: PatternNode }
  /** A reference to what a group matched. */
  | { readonly kind: "reference"; readonly name: string }
  /** A look-ahead. Consumes no text; the rest must be written so that it matches. */
  | { readonly kind: "ahead"; readonly part: PatternNode }
  /** An anchor, a word boundary or another look-around. Consumes no text; it is checked afterwards. */
  | { readonly kind: "nothing" };

const nothing: PatternNode = { kind: "nothing" };

/** The characters to choose from for a class: a few of each kind, readable ones first. */
const palette = [
  ..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  ..." -_.,:;!?'\"/\\()[]{}<>@#$%&*+=^|~`\n\t",
  ..."éßñøαβжя中海あア한ع٣½€°😀🌊⛵\u00a0",
];

/**
 * Reads a pattern that is known to compile. `undefined` for unsupported syntax: it is made for patterns in
 * schemas, not for every regular expression.
 */
export function parsePattern(source: string): PatternNode | undefined {
  const parser = new Parser(source);
  const node = parser.choice();
  return parser.done && !parser.failed ? node : undefined;
}

class Parser {
  readonly #source: string;
  #at = 0;
  #groups = 0;
  failed = false;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    return this.#at >= this.#source.length;
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.done && !this.failed && !this.#sees("|") && !this.#sees(")")) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: "sequence", parts };
  }

  #repeated(part: PatternNode): PatternNode {
    const match = this.#match(/(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y);
    if (match === undefined) return part;
    const [text, from, comma, to] = match;
    const [least, most] = bounds[text[0] ?? ""] ?? [
      Number(from),
      comma === undefined ? Number(from) : to ? Number(to) : Infinity,
    ];
    return { kind: "repeat", part, min: least, max: most };
  }

  #atom(): PatternNode {
    if (this.#match(/[\^$]|\\[bB]/y)) return nothing;
    const around = this.#match(/\(\?<?[=!]/y);
    if (around !== undefined) {
      const part = this.#group([]);
      return around[0] === "(?=" ? { kind: "ahead", part } : nothing;
    }
    const opening = this.#match(/\((?:\?(?:<([^>]+)>|[a-z-]*:))?/y);
    if (opening !== undefined) {
      const [text, name] = opening;
      if (text.endsWith(":")) return this.#group([]);
      this.#groups += 1;
      return this.#group(name === undefined ? [`${this.#groups}`] : [`${this.#groups}`, name]);
    }
    const reference = this.#match(/\\(?:([1-9]\d*)|k<([^>]+)>)/y);
    if (reference !== undefined) {
      return { kind: "reference", name: reference[1] ?? reference[2] ?? "" };
    }
    return this.#set();
  }

  #group(names: readonly string[]): PatternNode {
    const part = this.choice();
    if (!this.#take(")")) this.failed = true;
    return names.length === 0 ? part : { kind: "group", names, part };
  }

  /**
   * A character, an escape or a class. The engine decides which characters of the palette, and of its own
   * text, it allows.
   */
  #set(): PatternNode {
    const match = this.#match(
      /\[(?:\\.|[^\]\\])*\]|\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|[pP](?:\{[^}]*\}|.)|.)|[^]/iuy,
    );
    if (match === undefined) {
      this.failed = true;
      return nothing;
    }
    const tiers = charactersOf(match[0]);
    if (tiers[0].length === 0) this.failed = true;
    return { kind: "set", tiers };
  }

  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#source);
    if (match === null || match[0] === "") return undefined;
    this.#at += match[0].length;
    return match;
  }

  #sees(character: string): boolean {
    return this.#source[this.#at] === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at += 1;
    return true;
  }
}

const bounds: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Infinity],
  "+": [1, Infinity],
  "?": [0, 1],
};

function charactersOf(atom: string): [string[], string[], string[]] {
  const mentioned = Array.from(
    atom.matchAll(/\\u\{([\da-f]+)\}|\\u([\da-f]{4})|\\x([\da-f]{2})|([^])/giu),
    ([, braced, four, two, itself]) =>
      itself ?? String.fromCodePoint(Number.parseInt(braced ?? four ?? two ?? "", 16)),
  );
  const allowed = [...new Set([...palette, ...mentioned])].filter(
    (character) => compileAtom(atom)?.test(character) === true,
  );
  const keep = (pool: string[], expression: RegExp): string[] => {
    const kept = pool.filter((character) => expression.test(character));
    return kept.length > 0 ? kept : pool;
  };
  const readable = keep(allowed, /^[a-z\d]$/i);
  return [keep(readable, /^[^A-Z]$/), readable, allowed];
}

function compileAtom(atom: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(`^(?:${atom})$`, flags);
    } catch {
      // An escape that is valid only with other flags.
    }
  }
  return undefined;
}
