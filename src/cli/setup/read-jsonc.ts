/**
 * Parses JSON with comments and trailing commas, as a tsconfig may have them.
 *
 * @throws {SyntaxError} if it is not valid
 */
export function readJsonc(text: string): unknown {
  // Strings are matched first and kept, so that `"https://…"` and `",}"` are left alone.
  const withoutComments = text
    .replace(/^\uFEFF/, "")
    .replace(
      /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, string?: string) => string ?? " ",
    );
  const strict = withoutComments.replace(
    /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g,
    (_, string?: string) => string ?? "",
  );
  return JSON.parse(strict);
}
