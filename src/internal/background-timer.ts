/**
 * Calls back once after `ms`; returns a function that cancels it. Does not keep the process alive, if
 * timers support that: in browsers, Workers and Deno a timer may be a number.
 */
export function startBackgroundTimer(ms: number, callback: () => void): () => void {
  const timer: { unref?(): void } | number = setTimeout(callback, ms);
  if (typeof timer === "object") timer.unref?.();
  return () => clearTimeout(timer as ReturnType<typeof setTimeout>);
}
