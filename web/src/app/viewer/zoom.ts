/** How near a paper is looked at; 1 is as wide as its place. */
const steps = [1, 1.5, 2, 3, 4] as const;

export const farthest: number = steps[0];
export const nearest: number = steps[steps.length - 1] ?? farthest;

export function nearer(zoom: number): number {
  return steps.find((step) => step > zoom) ?? nearest;
}

export function farther(zoom: number): number {
  return [...steps].reverse().find((step) => step < zoom) ?? farthest;
}
