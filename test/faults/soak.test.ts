import { expect, test } from "vitest";
import { soak } from "./soak.js";

test("three hundred executions with random faults and cancellations leave nothing behind", async () => {
  const { statuses, ...left } = await soak({ seed: 7, concurrency: 20, looks: [300] });
  expect(left).toMatchObject({
    connections: 0,
    resources: [],
    listeners: 0,
    warnings: [],
    unhandled: [],
  });
  const total = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  expect(total).toBe(300);
  for (const status of ["success", "error", "timeout", "interrupted", "invalid_output"]) {
    expect(statuses[status], status).toBeGreaterThan(0);
  }
});
