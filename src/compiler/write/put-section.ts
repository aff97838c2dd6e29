/** The lines between which a build writes in a user's file. */
export const sectionMarkers = {
  begin: "<!-- agents:begin -->",
  end: "<!-- agents:end -->",
} as const;

/** A file with a section, or why its place cannot be found. */
export type SectionOutcome =
  | { readonly text: string }
  | {
      /** What is wrong with the markers, as the end of "The file …". */
      readonly fault: string;
      /** Where the line of the marker is. */
      readonly start: number;
      readonly end: number;
    };

/** A marker's line. */
interface MarkerLine {
  readonly marker: keyof typeof sectionMarkers;
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Puts a section into a text: between its markers, or at the end where there are none. Everything outside
 * stays unchanged. Line ends are those of the text.
 *
 * @param current the content of the file; `undefined` if there is none
 * @param section lines that end with `\n`
 */
export function putSection(current: string | undefined, section: string): SectionOutcome {
  const text = current ?? "";
  const newline = /\r?\n/.exec(text)?.[0] ?? "\n";
  const { begin, end } = sectionMarkers;
  const lines = [begin, ...section.replace(/\n$/, "").split("\n"), end].join(newline);
  const found = findMarkers(text);
  const [first, second] = found;
  if (first === undefined || second === undefined) {
    if (first !== undefined) return faultOf(first, `has no line ${other(first)}`);
    return { text: `${text}${gapAfter(text, newline)}${lines}${newline}` };
  }
  if (first.marker === "end") return faultOf(first, `has ${end} before ${begin}`);
  if (second.marker === "begin") return faultOf(second, `contains ${begin} twice`);
  const [, , third] = found;
  if (third !== undefined) {
    return faultOf(third, `contains ${sectionMarkers[third.marker]} twice`);
  }
  return { text: text.slice(0, first.start) + lines + text.slice(second.end) };
}

function faultOf({ number, start, end }: MarkerLine, fault: string): SectionOutcome {
  return { fault: `${fault} (line ${number})`, start, end };
}

function other({ marker }: MarkerLine): string {
  return sectionMarkers[marker === "begin" ? "end" : "begin"];
}

/** A marker counts only if it is alone on its line, so that a page may mention it. */
function findMarkers(text: string): MarkerLine[] {
  const markers: MarkerLine[] = [];
  let start = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const content = line.replace(/\r$/, "");
    const marker = (["begin", "end"] as const).find(
      (name) => content.replace(/^\uFEFF/, "").trim() === sectionMarkers[name],
    );
    const at = start + (content.startsWith("\uFEFF") ? 1 : 0);
    if (marker) markers.push({ marker, number: index + 1, start: at, end: start + content.length });
    start += line.length + 1;
  }
  return markers;
}

/** An empty line between the existing text and the section. */
function gapAfter(text: string, newline: string): string {
  if (text.replace(/^\uFEFF/, "") === "") return "";
  if (!text.endsWith("\n")) return newline + newline;
  return /(?:^|\n)\r?\n$/.test(text) ? "" : newline;
}
