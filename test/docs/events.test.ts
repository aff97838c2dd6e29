import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ExecutionStatus } from "troupe";
import { documentEvents } from "../../scripts/document-events.js";

const page = readFileSync(new URL("../../docs/events.md", import.meta.url), "utf8");

test("docs/events.md is what the source says; if not, run: npm run docs", () => {
  expect(page).toBe(documentEvents(page));
});

test("docs/events.md says what each status of a record means", () => {
  // Typed, so that tsc says when a status is missing here.
  const statuses: Record<Exclude<ExecutionStatus, "running">, true> = {
    success: true,
    error: true,
    timeout: true,
    cancelled: true,
    disconnected: true,
    interrupted: true,
    invalid_output: true,
    paused: true,
  };
  const section = page.slice(page.indexOf("### Statuses"), page.indexOf("### A step"));
  const rows = [...section.matchAll(/^\| `(\w+)` /gm)].map(([, status]) => status);
  expect(rows).toEqual(Object.keys(statuses));
});
