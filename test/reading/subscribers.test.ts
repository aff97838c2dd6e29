import { expect, test } from "vitest";
import type { ExecutionEvent } from "troupe";
import { Subscribers } from "../../src/reading/subscribers.js";

const event = (type: string, sequence = 0) => ({ type, sequence }) as unknown as ExecutionEvent;

test("those of a type are told before those of any, each in the order in which it came", () => {
  const subscribers = new Subscribers(() => {});
  const told: string[] = [];
  subscribers.on("any", () => told.push("any"));
  subscribers.on("retry", () => told.push("first"));
  subscribers.on("retry", () => told.push("second"));
  subscribers.dispatch(event("retry"));
  subscribers.dispatch(event("reset"));
  expect(told).toEqual(["first", "second", "any", "any"]);
});

test("what is wanted, and what is listened to by its own type", () => {
  const subscribers = new Subscribers(() => {});
  expect([subscribers.any, subscribers.wants("retry")]).toEqual([false, false]);
  const leave = subscribers.on("approval", () => {});
  expect([subscribers.any, subscribers.wants("approval"), subscribers.wants("retry")]).toEqual([
    true,
    true,
    false,
  ]);
  const leaveAny = subscribers.on("any", () => {});
  expect([subscribers.wants("retry"), subscribers.listensTo("retry")]).toEqual([true, false]);
  expect(subscribers.listensTo("approval")).toBe(true);
  leave();
  leaveAny();
  expect([subscribers.any, subscribers.listensTo("approval")]).toEqual([false, false]);
});

test("leaving late, after others have come to the same type, takes nobody with it", () => {
  const subscribers = new Subscribers(() => {});
  const told: string[] = [];
  const leave = subscribers.on("retry", () => told.push("gone"));
  leave();
  subscribers.on("retry", () => told.push("stays"));
  leave();
  subscribers.dispatch(event("retry"));
  expect(told).toEqual(["stays"]);
});

test("an event that one causes is told after the one before has reached everybody", () => {
  const subscribers = new Subscribers(() => {});
  const told: string[] = [];
  subscribers.on("any", ({ type }) => {
    told.push(`first ${type}`);
    if (type === "retry") subscribers.dispatch(event("reset"));
  });
  subscribers.on("any", ({ type }) => told.push(`second ${type}`));
  subscribers.dispatch(event("retry"));
  expect(told).toEqual(["first retry", "second retry", "first reset", "second reset"]);
});

test("of a listener that fails each time the first failure is reported, of each listener its own", async () => {
  const reported: unknown[] = [];
  const subscribers = new Subscribers((error) => reported.push(error));
  subscribers.on("any", () => {
    throw new Error("thrown");
  });
  subscribers.on("any", () => Promise.reject(new Error("rejected")) as unknown as void);
  subscribers.dispatch(event("retry"));
  subscribers.dispatch(event("reset"));
  await Promise.resolve();
  await Promise.resolve();
  expect(reported).toEqual([new Error("thrown"), new Error("rejected")]);
});
