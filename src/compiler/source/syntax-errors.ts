import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { positionOf } from "../diagnostics/position.js";
import { report } from "../diagnostics/report.js";
import type { Sources } from "./sources.js";
import { ts } from "./typescript.js";

/**
 * The parser's errors in a file, with its messages and places, except for errors at the end of the file,
 * which get a better place.
 */
export function syntaxErrors(file: ts.SourceFile, sources: Sources): Diagnostic[] {
  // Every parsed file contains them, but TypeScript's interface gives them only for a whole program, which
  // costs a second.
  const { parseDiagnostics = [] } = file as {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.map((error) => {
    const { start, length } = findUnterminated(error, file) ?? error;
    const span = { file: sources.pathOf(file), text: file.text, start, end: start + length };
    const reason = ts.flattenDiagnosticMessageText(error.messageText, " ");
    return report("source/syntax", span, { reason: `${reason}${opening(error, file)}` });
  });
}

/** An unclosed template extends to the end of the file, so the error is shown at its beginning. */
function findUnterminated({ code }: ts.Diagnostic, file: ts.SourceFile) {
  if (code !== unterminatedTemplate) return undefined;
  const isOpen = (node: ts.Node): node is ts.LiteralLikeNode =>
    ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node);
  const find = (node: ts.Node): ts.Node | undefined =>
    isOpen(node) && node.isUnterminated === true ? node : ts.forEachChild(node, find);
  const found = find(file);
  return found && { start: whole(found).getStart(file), length: 1 };
}

const unterminatedTemplate = 1160;

function whole(node: ts.Node): ts.Node {
  return ts.isTemplateSpan(node.parent) ? node.parent.parent : node;
}

/** The bracket whose closing one is missing. */
function opening({ relatedInformation = [] }: ts.Diagnostic, file: ts.SourceFile): string {
  const [bracket] = relatedInformation;
  if (bracket?.start === undefined) return "";
  const sign = file.text.slice(bracket.start, bracket.start + 1);
  return ` The "${sign}" in line ${positionOf(file.text, bracket.start).line} is not closed.`;
}
