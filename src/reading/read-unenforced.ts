/** The tags of a thought that a model writes into its answer. */
const thoughtStart = /^<(think|thinking|thought|reasoning)>/;
/** A longer beginning is not the tag of a thought. */
const maxStartLength = "<reasoning>".length;

/** The fence that begins a code block, and determines the line that ends it. */
const blockMark = /^[ \t]*(```+|~~~+)/;
/** The info strings of a code block with JSON; others mean code. */
const jsonWord = /^(?:json[\w-]*)?[ \t\r]*(?=[[{"]|$)/i;

/**
 * Finds the JSON in an answer for which no server enforced a schema: the text itself, the text after
 * `<think>…</think>`, or the only code block that is JSON. If there are several or none, gives the text
 * unchanged, because nothing is guessed. Linear in the text.
 */
export function readUnenforced(text: string): string {
  if (isJson(text)) return text;
  const said = withoutThought(text);
  if (isJson(said)) return said;
  const blocks = findBlocks(said).filter(isJson);
  const [block] = blocks;
  return block !== undefined && blocks.length === 1 ? block : text;
}

/** Some servers leave out the tag at the beginning of a thought. */
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
    // Some models end the block on the JSON's last line.
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
  // An unclosed block also counts.
  if (block !== undefined) close(block);
  return blocks;
}

const maxOpeningLength = 1_000;

/** The possible beginning of a block: its fence, and any JSON after it in the first line. */
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

/** The current place in an answer that arrives in pieces. */
type Place = "start" | "thought" | "prose" | "json";

/**
 * Finds the JSON of {@link readUnenforced} in an answer while it arrives: the part of each piece that
 * belongs to it.
 */
export class UnenforcedReader {
  #place: Place = "start";
  /** Text that is not decided yet: the beginning, or a line. */
  #held = "";
  #end = "";

  /** Takes the next piece; gives the new part of the JSON, `""` if there is none. */
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

  /** Reads line by line. Of the newest line, it keeps only what shows whether a block begins in it. */
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
        // No fence is followed by so much text other than JSON.
        if (line.length > maxOpeningLength) this.#held = ".";
        // One character is enough of a line without the beginning of a block, which may be as long as the
        // answer.
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
