import { ts } from "../source/typescript.js";

/** The author's doc comment of a node, without asterisks and tags; `undefined` when there is none. */
export function readDoc(node: ts.Node): string | undefined {
  const docs = ts.getJSDocCommentsAndTags(node).filter((doc) => ts.isJSDoc(doc));
  // The nearest is the one that belongs to the node, as editors show it.
  const text = ts.getTextOfJSDocComment(docs.at(-1)?.comment);
  const description = text?.replaceAll("\r\n", "\n").trim();
  return description === "" ? undefined : description;
}
