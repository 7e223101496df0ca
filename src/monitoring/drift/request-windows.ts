import { Injectable } from '@nestjs/common';
import type { Reference } from '../../tables/reference/reference.js';
import { addSketch, type Sketch } from '../../tables/reference/sketch.js';
import { OperationEvents, type SeenRows } from '../operation-events.js';

/** Rows of a part of a window, and parts that are kept: the latest ten thousand rows or so. */
const partRows = 1000;
const mostParts = 10;

/** Rows that are older say nothing of today. */
const mostMilliseconds = 24 * 3600 * 1000;

/** Versions of a scenario that have a window at once. */
const mostVersions = 4;

interface Part {
  begun: number;
  sketch: Sketch;
}

interface Window {
  reference: Reference;
  parts: Part[];
}

/** What was asked lately of a version. */
export interface RecentRows {
  reference: Reference;
  sketch: Sketch;
  /** Of the oldest rows, in milliseconds since 1970. */
  since: number;
}

/**
 * The rows that were asked lately over REST, counted in the bins of what the version learnt from: no value is kept, and memory does not
 * grow with the rows. A window holds the latest ten thousand rows or so of one version, none older than a day; it is of this process and ends
 * with it.
 */
@Injectable()
export class RequestWindows {
  /** By scenario and version, those that were asked last at the end. */
  private readonly windows = new Map<string, Map<number, Window>>();

  constructor(events: OperationEvents) {
    events.on('seen', (rows) => this.add(rows));
  }

  of(scenario: string, version: number, now = Date.now()): RecentRows | undefined {
    const window = this.windows.get(scenario)?.get(version);
    const parts = window?.parts.filter(({ begun }) => now - begun < mostMilliseconds) ?? [];
    if (!window || parts.length === 0) return undefined;
    const sketch: Sketch = {};
    for (const part of parts) addSketch(sketch, part.sketch);
    return { reference: window.reference, sketch, since: parts[0].begun };
  }

  /** Of a scenario that is there no more: another one of its name may come. */
  forget(scenario: string): void {
    this.windows.delete(scenario);
  }

  /** Every version that has a window. */
  asked(): { scenario: string; version: number }[] {
    return [...this.windows].flatMap(([scenario, versions]) =>
      [...versions.keys()].map((version) => ({ scenario, version })),
    );
  }

  private add({ scenario, version, reference, sketch }: SeenRows, now = Date.now()): void {
    const { parts } = this.windowOf(scenario, version, reference);
    const last = parts.at(-1);
    if (last && (last.sketch.rows ?? 0) < partRows && now - last.begun < mostMilliseconds / mostParts) {
      addSketch(last.sketch, sketch);
      return;
    }
    parts.push({ begun: now, sketch: { ...sketch } });
    if (parts.length > mostParts) parts.shift();
  }

  private windowOf(scenario: string, version: number, reference: Reference): Window {
    const versions = this.windows.get(scenario) ?? new Map<number, Window>();
    this.windows.set(scenario, versions);
    const window = versions.get(version) ?? { reference, parts: [] };
    versions.delete(version);
    versions.set(version, window);
    for (const oldest of [...versions.keys()].slice(0, -mostVersions)) versions.delete(oldest);
    return window;
  }
}
