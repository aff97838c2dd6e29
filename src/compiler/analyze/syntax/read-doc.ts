import { ts } from "../../source/typescript.js";

/** The doc comment of a node, without asterisks and tags; `undefined` if there is none. */
export function readDoc(node: ts.Node): string | undefined {
  const docs = ts.getJSDocCommentsAndTags(node).filter((doc) => ts.isJSDoc(doc));
  // The nearest one belongs to the node, as in editors.
  const nearest = docs.at(-1);
  const text = nearest ? ts.getTextOfJSDocComment(nearest.comment) : readInlineDoc(node);
  const description = text?.replaceAll("\r\n", "\n").trim();
  return description === "" ? undefined : description;
}

/**
 * The doc comment of `{ /** In English. *\/ city: string }`, which TypeScript takes for a part of the brace,
 * because it begins on the same line.
 */
function readInlineDoc(node: ts.Node): string | undefined {
  const { text } = node.getSourceFile();
  const before = text.slice(node.getFullStart(), node.getStart());
  const comment = /\/\*\*(?!\/)((?:(?!\*\/)[^\n])*)\*\/[ \t]*$/.exec(before)?.[1]?.trim();
  return comment?.startsWith("@") ? undefined : comment;
}
