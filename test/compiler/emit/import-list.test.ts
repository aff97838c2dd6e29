import { expect, test } from "vitest";
import { ImportList } from "../../../src/compiler/emit/import-list.js";

test("names what is exported under a word that no binding can have by an alias", () => {
  const imports = new ImportList(["config"]);
  expect(imports.value("./a.js", "enum")).toBe("enum_");
  expect(imports.value("./a.js", "default", "schema")).toBe("schema");
  expect(imports.value("./a.js", "config")).toBe("config_");
  expect(imports.value("./a.js", "a b", "spaced")).toBe("spaced");
  expect(imports.value("./a.js", "Story")).toBe("Story");
  expect(imports.declarations()).toEqual([
    `import { "a b" as spaced, config as config_, default as schema, enum as enum_, Story } from "./a.js";`,
  ]);
});
