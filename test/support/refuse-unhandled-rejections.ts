import { afterEach, beforeEach, expect } from "vitest";
import { settle } from "./collect.js";

/** Has each test of a file fail when it leaves a rejection that nobody handles. */
export function refuseUnhandledRejections(): void {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  beforeEach(() => void process.on("unhandledRejection", note));
  afterEach(async () => {
    await settle();
    process.off("unhandledRejection", note);
    expect(unhandled.splice(0)).toEqual([]);
  });
}
