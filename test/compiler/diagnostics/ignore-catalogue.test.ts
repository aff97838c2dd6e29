import { describe, expect, test } from "vitest";
import { ignoreCatalogue } from "../../../src/compiler/diagnostics/ignore-catalogue.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";
import { ignoreCases } from "./ignore-cases.js";
import { noteCodes, testCases } from "./catalogue-tests.js";

const codes = noteCodes();
const { remember } = codes;

describe("a project with comments that turn nothing off", () => {
  testCases(ignoreCases, codes);
});

test("a comment that turns off nothing is reported, once there is no error", async () => {
  const comment = "// troupe-ignore param/unread -- it was read by nobody";
  const project = useProject({ "agents/story.ts": agentModule(comment) });
  const { diagnostics, ok } = remember(await project.build());
  expect(diagnostics).toMatchObject([
    { code: "ignore/unused", message: 'There is no warning "param/unread" on line 8 to turn off.' },
  ]);
  expect(diagnostics.map(pointedAt)).toEqual([comment]);
  expect(ok).toBe(true);
  project.write({ "agents/story.ts": agentModule(`${comment}\n@param() x!: URL;`) });
  expect((await project.build()).diagnostics.map(({ code }) => code)).toEqual(["type/not-json"]);
});

test("every code of the catalogue has been seen above", () => {
  expect(codes.unseen(ignoreCatalogue)).toEqual([]);
});
