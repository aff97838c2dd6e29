import type { Directive } from "../../diagnostics/directive.js";
import { linesOf, positionOf } from "../../diagnostics/position.js";
import { ts } from "../../source/typescript.js";

const directiveForm = /\/\/[ \t]*troupe-ignore(?![\w-])[^\n\r\u2028\u2029]*/g;

/**
 * Reads the comments of a file that turn warnings off, valid or not. A comment that is alone on its line
 * applies to the next line that is not such a comment or another tool's.
 * @param path from the root, with `/`
 */
export function readDirectives(file: ts.SourceFile, path: string): readonly Directive[] {
  const { text } = file;
  return [...text.matchAll(directiveForm)]
    .filter(({ index }) => isLineComment(file, index))
    .map(({ 0: comment, index: start }) => {
      const span = { file: path, text, start, end: start + comment.trimEnd().length };
      const said = comment.replace(/^\/\/[ \t]*troupe-ignore/, "");
      const [, code = "", reason = ""] = /^(.*?)(?:(?:^|\s)--(.*))?$/.exec(said) ?? [];
      return { span, line: lineOf(text, start), code: code.trim(), reason: reason.trim() };
    });
}

function lineOf(text: string, start: number): number {
  const { line, column } = positionOf(text, start);
  const lines = linesOf(text);
  if (lines[line - 1]?.slice(0, column - 1).trim() !== "") return line;
  let target = line + 1;
  while (lines[target - 1]?.trimStart().startsWith("//")) target++;
  return target;
}

/** Strings, templates and block comments may contain text that looks like a comment. */
function isLineComment(file: ts.SourceFile, start: number): boolean {
  const token = tokenAround(file, start, file);
  const { text } = file;
  const comments = [
    ...(ts.getLeadingCommentRanges(text, token.pos) ?? []),
    ...(ts.getTrailingCommentRanges(text, token.pos) ?? []),
  ];
  return comments.some(
    ({ kind, pos }) => pos === start && kind === ts.SyntaxKind.SingleLineCommentTrivia,
  );
}

/** The token that contains a place, or has it in the text before it. */
function tokenAround(node: ts.Node, place: number, file: ts.SourceFile): ts.Node {
  const inside = node.getChildren(file).find(({ pos, end }) => pos <= place && place < end);
  return inside === undefined ? node : tokenAround(inside, place, file);
}
