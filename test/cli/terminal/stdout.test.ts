import { spawn } from "node:child_process";
import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const stdoutModule = new URL("../../../src/cli/terminal/stdout.ts", import.meta.url);

/** Starts a process that writes through `openStdout` to a pipe. */
function start(script: string) {
  const code = `import { openStdout } from ${JSON.stringify(stdoutModule.href)};\n${script}`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", code], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const writes = `
  const count = () => ["drain", "close", "error"].map((event) => process.stdout.listenerCount(event));
  const before = count();
  const stdout = openStdout();
  for (let round = 0; round < 30; round++) await stdout.write("x".repeat(100_000));
  const left = count().map((number, index) => number - before[index]);
  process.stderr.write(JSON.stringify(left));
`;

describe("stdout", () => {
  it("leaves no listeners behind when its reader is slow", async () => {
    const writer = start(writes);
    const stderr = readAll(writer.stderr);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [written, said] = await Promise.all([readAll(writer.stdout), stderr]);
    expect(written).toHaveLength(3_000_000);
    expect(said).not.toContain("MaxListenersExceededWarning");
    // The one for the reader that leaves.
    expect(said).toBe("[0,0,1]");
  });

  it("stops waiting when its reader leaves", async () => {
    const writer = start(writes);
    const stderr = readAll(writer.stderr);
    await once(writer.stdout, "readable");
    writer.stdout.destroy();
    const [code] = await once(writer, "close");
    expect(code).toBe(0);
    expect(await stderr).not.toContain("Warning");
  });
});
