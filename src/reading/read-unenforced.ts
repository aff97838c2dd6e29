/** The marks of a thought that a model writes into its answer. */
const thoughtStart = /^<(think|thinking|thought|reasoning)>/;
/** A longer beginning is not the mark of a thought. */
const maxStartLength = "<reasoning>".length;

/** What begins a code block, and with it the line that ends it. */
const blockMark = /^[ \t]*(```+|~~~+)/;
/** The words behind the mark under which JSON stands; others are of code. */
const jsonWord = /^(?:json[\w-]*)?[ \t\r]*(?=[[{"]|$)/i;

/**
 * The JSON that an answer holds which no server held to a schema: the text itself, or what follows a
 * `<think>…</think>`, or the one code block in it that is JSON. The text as it is where several are, or
 * none: then nothing is guessed. Linear in the text.
 */
export function readUnenforced(text: string): string {
  if (isJson(text)) return text;
  const said = withoutThought(text);
  if (isJson(said)) return said;
  const blocks = findBlocks(said).filter(isJson);
  const [block] = blocks;
  return block !== undefined && blocks.length === 1 ? block : text;
}

/** Some servers leave out where a thought begins. */
function withoutThought(text: string): string {
  const said = text.trimStart();
  const name = thoughtStart.exec(said)?.[1] ?? "think";
  const end = `</${name}>`;
  const at = said.startsWith(`<${name}>`) ? said.indexOf(end) : said.lastIndexOf(end);
  return at < 0 ? said : said.slice(at + end.length);
}

function findBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let block: { readonly mark: string; readonly lines: string[] } | undefined;
  const close = ({ mark, lines }: NonNullable<typeof block>): void => {
    const json = lines.join("\n");
    // Some models end it behind the JSON's last line.
    const end = json.trimEnd();
    blocks.push(end.endsWith(mark) ? end.slice(0, -mark.length) : json);
    block = undefined;
  };
  for (const line of text.split("\n")) {
    if (block === undefined) {
      const opening = readOpening(line);
      if (opening !== undefined) block = { mark: opening.mark, lines: [opening.rest] };
    } else if (line.trimStart().startsWith(block.mark)) close(block);
    else block.lines.push(line);
  }
  // A block that the model did not close is one all the same.
  if (block !== undefined) close(block);
  return blocks;
}

const maxOpeningLength = 1_000;

/** Where a block may begin: the three characters of its mark, and what of JSON stands behind them in its first line. */
interface Opening {
  readonly mark: string;
  readonly rest: string;
}

function readOpening(line: string): Opening | undefined {
  const [whole, mark] = blockMark.exec(line) ?? [];
  if (whole === undefined || mark === undefined) return undefined;
  return { mark: mark.slice(0, 3), rest: line.slice(whole.length).replace(jsonWord, "") };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where a reading of an answer that comes in pieces stands. */
type Place = "start" | "thought" | "prose" | "json";

/** Finds the JSON of {@link readUnenforced} in an answer while it comes: what of each piece belongs to it. */
export class UnenforcedReader {
  #place: Place = "start";
  /** What is not decided yet: the beginning, or a line. */
  #held = "";
  #end = "";

  /** Takes the next piece; gives what of the JSON is new, `""` for nothing. */
  write(piece: string): string {
    if (this.#place === "json") return piece;
    this.#held += piece;
    if (this.#place === "start") this.#begin();
    if (this.#place === "thought") this.#leaveThought();
    return this.#place === "prose" ? this.#findBlock() : this.#takeJson();
  }

  #begin(): void {
    const said = this.#held.trimStart();
    const name = thoughtStart.exec(said)?.[1];
    const isCut = said.length < maxStartLength && /^(?:<[a-z]*)?$/.test(said);
    this.#held = said;
    if (isCut) return;
    this.#end = `</${name ?? "think"}>`;
    if (name !== undefined) this.#place = "thought";
    else this.#place = /^[[{"\d-]/.test(said) ? "json" : "prose";
  }

  #leaveThought(): void {
    const at = this.#held.indexOf(this.#end);
    if (at < 0) {
      this.#held = this.#held.slice(1 - this.#end.length);
      return;
    }
    this.#held = this.#held.slice(at + this.#end.length);
    this.#place = "start";
    this.#begin();
  }

  /** Reads line by line; of the newest one only what tells whether a block begins in it. */
  #findBlock(): string {
    for (;;) {
      const lineEnd = this.#held.indexOf("\n");
      const line = lineEnd < 0 ? this.#held : this.#held.slice(0, lineEnd);
      const opening = readOpening(line);
      if (opening !== undefined && (lineEnd >= 0 || /^[[{"]/.test(opening.rest))) {
        this.#place = "json";
        this.#held = opening.rest + this.#held.slice(line.length);
        return this.#takeJson();
      }
      if (lineEnd < 0) {
        // No mark of a block is followed by so much that is not JSON.
        if (line.length > maxOpeningLength) this.#held = ".";
        // Of a line in which no block begins one character is enough: it may be as long as the answer.
        if (opening === undefined && !/^[ \t]*(?:`{0,2}|~{0,2})$/.test(line)) this.#held = ".";
        return "";
      }
      this.#held = this.#held.slice(lineEnd + 1);
    }
  }

  #takeJson(): string {
    if (this.#place !== "json") return "";
    const json = this.#held;
    this.#held = "";
    return json;
  }
}
