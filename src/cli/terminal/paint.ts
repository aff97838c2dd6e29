import { inspect, styleText } from "node:util";
import { styled } from "../../internal/terminal-text.js";

/**
 * Styles text for one stream, for `say` and `openStdout`; returns it unchanged if the stream has no
 * colours.
 */
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
 * Makes the styles of a stream: colours only on a terminal, unless `NO_COLOR` or `FORCE_COLOR`, which
 * `styleText` reads, says otherwise.
 */
export function createPaint(stream: NodeJS.WriteStream): Paint {
  const colors = styleText("red", "x", { stream }) !== "x";
  const style = (name: "bold" | "dim" | "red" | "green" | "yellow") => {
    const [open, close] = inspect.colors[name] ?? [0, 0];
    return (text: string) => (colors ? styled(String(open), text, String(close)) : text);
  };
  return {
    bold: style("bold"),
    dim: style("dim"),
    red: style("red"),
    green: style("green"),
    yellow: style("yellow"),
    colors,
  };
}
