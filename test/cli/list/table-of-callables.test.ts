import { describe, expect, it } from "vitest";
import { tableOfAgents } from "../../../src/cli/list/table-of-callables.js";
import type { ParamSpec } from "../../../src/manifest/manifest.js";
import { specOf } from "../../diff/spec.js";

const param = (name: string, required: boolean): ParamSpec => ({
  name,
  required,
  type: { kind: "string" },
});

const ticket = specOf({
  name: "classifyTicket",
  className: "ClassifyTicketAgent",
  source: "src/support/agents/classify-ticket.agent.ts",
  model: "anthropic/claude-sonnet-5-5",
  streaming: false,
  params: [param("language", false), param("subject", true), param("body", true)],
});

describe("the table of agents", () => {
  it("shows every column where there is room, required params first", () => {
    const { heading, lines, isWhole } = tableOfAgents([ticket], Infinity);
    expect(heading).toMatch(/^name +model +streams +params +output +cache +source$/);
    expect(lines[0]).toContain("subject: string, body: string, language?: string");
    expect(isWhole).toBe(true);
  });

  it("shows all required params at 80 columns, and says that there is more", () => {
    const { lines, isWhole } = tableOfAgents([ticket], 80);
    expect(lines[0]).toMatch(/subject: string, body: string, .*…$/);
    expect(lines[0]?.length).toBeLessThanOrEqual(80);
    expect(isWhole).toBe(false);
  });

  it("keeps every column that fits", () => {
    const short = specOf({ name: "classifyTicket", source: "a.ts" });
    expect(tableOfAgents([short], 80).heading).toMatch(/source$/);
    expect(tableOfAgents([short], 60).heading).not.toMatch(/source/);
  });
});
