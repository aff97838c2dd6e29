import { visibleLine } from "../../internal/visible.js";

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Whether it is cut if the table is too wide: before the others, or when these are narrow. */
  readonly shrinks?: "first" | "last";
}

const gap = 2;
/** The width to which a column shrinks before the last ones do, and the smallest width of all. */
const narrow = 20;
const narrowest = 8;

/**
 * Aligns rows in columns. If the table is wider than `width`, the widest shrinkable column is cut first,
 * and cut text ends in `…`.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const all = [columns.map((column) => column.title), ...rows.map((row) => row.map(visibleLine))];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  const room = width - gap * (columns.length - 1);
  shrink(widths, room, narrow, (index) => columns[index]?.shrinks === "first");
  shrink(widths, room, narrowest, (index) => columns[index]?.shrinks !== undefined);
  return all.map((row) =>
    row
      .map((cell, index) => fit(cell, widths[index] ?? 0))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

function shrink(
  widths: number[],
  room: number,
  least: number,
  mayShrink: (index: number) => boolean,
): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess--) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      if (mayShrink(index) && width > least && width > (widths[widest] ?? 0)) widest = index;
    }
    if (widest === -1) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
