import { styleText } from "node:util";

/** Styles text for one stream; returns it as it is where the stream takes no colours. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  /** Whether this paints at all. */
  readonly colors: boolean;
}

/**
 * Makes the styles of a stream: colours on a terminal only, with the last word for `NO_COLOR` and
 * `FORCE_COLOR`, both of which `styleText` reads.
 */
export function createPaint(stream: NodeJS.WriteStream): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { stream });
  return {
    bold: style("bold"),
    dim: style("dim"),
    red: style("red"),
    green: style("green"),
    yellow: style("yellow"),
    colors: styleText("red", "x", { stream }) !== "x",
  };
}
