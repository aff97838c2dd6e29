import { describe, expect, test } from "vitest";
import { catalogue } from "../../../src/compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { formatDiagnostics } from "../../../src/compiler/diagnostics/format-diagnostics.js";
import { offsetOf, positionOf } from "../../../src/compiler/diagnostics/position.js";

const text = 'import "x";\r\n\tclass A {\r\n  when!: Date;\r\n}\r\n';

function at(part: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(part);
  return {
    code: "type/not-json",
    severity: "error",
    message: "JSON cannot hold a Date.",
    hint: 'Write "string".',
    span: { file: "agents/a.ts", text, start, end: start + part.length },
    ...more,
  };
}

const placeless: Diagnostic = { code: "agent/none", severity: "warning", message: "No agent." };

describe("as text", () => {
  test("diagnostics have tsc's form, with a code frame and a hint", () => {
    expect(formatDiagnostics([at("Date")], { format: "text", color: false })).toBe(
      `agents/a.ts:3:10 - error troupe(type/not-json): JSON cannot hold a Date.

3   when!: Date;
           ~~~~
  hint: Write "string".`,
    );
  });

  test("a place of several lines shows them, and a long one its ends", () => {
    const span = { file: "a.ts", text, start: text.indexOf("class"), end: text.indexOf("}") + 1 };
    expect(formatDiagnostics([at("Date", { span })], { format: "text", color: false })).toContain(
      "2  class A {\n   ~~~~~~~~~\n3   when!: Date;\n    ~~~~~~~~~~~~\n4 }\n  ~\n",
    );
    const long = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10";
    const whole = { file: "a.ts", text: long, start: 0, end: long.length };
    expect(
      formatDiagnostics([at("Date", { span: whole })], { format: "text", color: false }),
    ).toContain(" 1 1\n   ~\n 2 2\n   ~\n... \n 9 9\n   ~\n10 10\n   ~~\n");
  });

  test("a diagnostic without a place is one line, and an empty place has one squiggle", () => {
    expect(formatDiagnostics([placeless], { format: "text", color: false })).toBe(
      "warning troupe(agent/none): No agent.",
    );
    const span = { file: "a.ts", text: "", start: 0, end: 0 };
    expect(formatDiagnostics([at("Date", { span })], { format: "text", color: false })).toContain(
      "a.ts:1:1 - error",
    );
  });

  test("colours change nothing but colours", () => {
    const diagnostics = [at("Date"), placeless];
    const colored = formatDiagnostics(diagnostics, { format: "text", color: true });
    expect(colored).not.toBe(formatDiagnostics(diagnostics, { format: "text", color: false }));
    // oxlint-disable-next-line no-control-regex -- the escapes are what is looked for.
    expect(colored.replaceAll(/\u001B\[\d+m/g, "")).toBe(
      formatDiagnostics(diagnostics, { format: "text", color: false }),
    );
  });
});

test("as JSON, diagnostics have every property, with null for what there is not", () => {
  expect(
    JSON.parse(formatDiagnostics([at("Date"), placeless], { format: "json", color: true })),
  ).toEqual([
    {
      file: "agents/a.ts",
      line: 3,
      column: 10,
      endLine: 3,
      endColumn: 14,
      code: "type/not-json",
      severity: "error",
      message: "JSON cannot hold a Date.",
      hint: 'Write "string".',
    },
    {
      file: null,
      line: null,
      column: null,
      endLine: null,
      endColumn: null,
      code: "agent/none",
      severity: "warning",
      message: "No agent.",
      hint: null,
    },
  ]);
  expect(formatDiagnostics([], { format: "json", color: false })).toBe("[]");
});

test("as GitHub's annotations, diagnostics are one command a line, escaped", () => {
  const odd = at("Date", {
    message: "100%\r\nof a, b: c",
    span: { file: "a,b:c.ts", text, start: 0, end: 6 },
  });
  expect(formatDiagnostics([odd, placeless], { format: "github", color: false })).toBe(
    `::error file=a%2Cb%3Ac.ts,line=1,col=1,endLine=1,endColumn=7,title=troupe(type/not-json)::100%25%0D%0Aof a, b: c%0AWrite "string".
::warning title=troupe(agent/none)::No agent.`,
  );
});

test("positions and offsets are each other's inverse, at every line end", () => {
  for (const sample of [text, "a\nb\rc\u2028d", "", "\n\n"]) {
    for (let offset = 0; offset <= sample.length; offset++) {
      // The second half of a line end is no place of its own.
      if (sample[offset] === "\n" && sample[offset - 1] === "\r") continue;
      const { line, column } = positionOf(sample, offset);
      expect(offsetOf(sample, line, column)).toBe(offset);
    }
  }
});

test("every code says its area, and every message is a sentence", () => {
  for (const [code, entry] of Object.entries(catalogue)) {
    expect(code).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
    const sentence = entry.message.strings.join("x");
    // A value stands for whatever it is: a hole begins and ends as it likes.
    expect(sentence).toMatch(/^[A-Z@"x]/);
    expect(sentence).toMatch(/[.x]$/);
  }
});
