import { expect, test } from "vitest";
import { docComment } from "../../../src/compiler/emit/doc-comment.js";

test.each([
  ["nothing", [undefined, " "], ""],
  ["a line", ["One."], "/** One. */\n"],
  ["paragraphs", ["One.", undefined, "Two."], "/**\n * One.\n *\n * Two.\n */\n"],
  ["an empty line between two others", ["One.\n\n\nTwo.\n"], "/**\n * One.\n *\n * Two.\n */\n"],
  ["every line end", ["a\r\nb\rc\u2028d\u2029e"], "/**\n * a\n * b\n * c\n * d\n * e\n */\n"],
  ["the end of a comment", ["One. */ two"], "/** One. *\\/ two */\n"],
])("a doc comment of %s", (_, paragraphs, expected) => {
  expect(docComment(...paragraphs)).toBe(expected);
});
