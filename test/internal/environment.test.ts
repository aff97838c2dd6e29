import { expect, it } from "vitest";
import { environmentSecrets } from "../../src/errors/redact/environment-secrets.js";
import { environment } from "../../src/internal/environment.js";

it("has no variables, and no secrets, where there is no process", () => {
  const { process } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, "process");
    expect([environment(), environmentSecrets()]).toEqual([{}, []]);
  } finally {
    globalThis.process = process;
  }
});
