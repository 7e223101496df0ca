import { describe, expect, it } from '@jest/globals';
import { deliveryHistoryMechanism, deliveryHistoryOptions } from './delivery-history.mechanism.js';

const options = deliveryHistoryOptions.parse({ mechanism: 'delivery-history', seed: 9, rows: 5000 });

describe('the mechanism delivery-history', () => {
  const { header, records } = deliveryHistoryMechanism.generate(options);
  const rows = records.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
  const lateOf = (filter: (row: Record<string, string>) => boolean) => {
    const chosen = rows.filter(filter);
    return chosen.filter(({ late }) => late === '1').length / chosen.length;
  };

  it('gives the declared columns and rows, the same for the same seed', () => {
    expect(header).toEqual(deliveryHistoryMechanism.columns(options));
    expect(records).toHaveLength(5000);
    expect(records.every((cells) => cells.length === header.length)).toBe(true);
    expect(deliveryHistoryMechanism.generate(options).records).toEqual(records);
    expect(deliveryHistoryMechanism.generate({ ...options, seed: 10 }).records).not.toEqual(records);
  });

  it('has lines of a shipment that share its fate, and the first of which is charged', () => {
    const shipments = new Map<string, Set<string>>();
    for (const row of rows) {
      const fate = shipments.get(row['ASN/DN #']) ?? new Set();
      shipments.set(row['ASN/DN #'], fate.add(row['Delivered to Client Date']));
    }
    expect([...shipments.values()].every(({ size }) => size === 1)).toBe(true);
    expect(shipments.size).toBeLessThan(4000);
    const others = rows.filter((row) => row['First Line Designation'] === 'No');
    expect(
      others.every((row) => row.freight_status === 'on-another-line' && row['Freight Cost (USD)'] === ''),
    ).toBe(true);
  });

  it('is late where it was delivered after the scheduled day, by mode and vendor as it says', () => {
    const days = (name: string, row: Record<string, string>) => Date.parse(row[name]) / 86_400_000;
    const wrong = rows.filter((row) => {
      const delay = days('Delivered to Client Date', row) - days('Scheduled Delivery Date', row);
      return String(delay) !== row.delay_days || (delay > 0 ? '1' : '0') !== row.late;
    });
    expect(wrong).toEqual([]);
    expect(lateOf(() => true)).toBeGreaterThan(0.15);
    expect(lateOf(() => true)).toBeLessThan(0.35);
    const by = (column: string, value: string) => lateOf((row) => row[column] === value);
    expect(by('Shipment Mode', 'Truck')).toBeGreaterThan(by('Shipment Mode', 'Air') + 0.08);
    expect(by('Vendor', 'Northgate Laboratories')).toBeGreaterThan(by('Vendor', 'Bluefield Generics') + 0.08);
  });
});
