import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds `dist` once before the tests, because some of them run the command and the package as shipped. */
export default function buildPackage(): void {
  const script = fileURLToPath(new URL("../../scripts/build.ts", import.meta.url));
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}
