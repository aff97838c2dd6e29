import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documentDiagnostics } from "../../scripts/document-diagnostics.js";

test("docs/diagnostics.md is what the catalogue says; if not, run: npm run docs", () => {
  const page = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8");
  expect(page).toBe(documentDiagnostics());
});
