import { daysFromCivil } from '../../tables/columns/calendar.js';

/** What the mechanism `delivery-history` draws from. Vendors, brands and prices are made up. */

/** The columns of the original as its reader gives them. */
export const header = [
  'ID',
  'Project Code',
  'PQ #',
  'PO / SO #',
  'ASN/DN #',
  'Country',
  'Managed By',
  'Fulfill Via',
  'Vendor INCO Term',
  'Shipment Mode',
  'PQ First Sent to Client Date',
  'PO Sent to Vendor Date',
  'Scheduled Delivery Date',
  'Delivered to Client Date',
  'Delivery Recorded Date',
  'Product Group',
  'Sub Classification',
  'Vendor',
  'Item Description',
  'Molecule/Test Type',
  'Brand',
  'Dosage',
  'Dosage Form',
  'Unit of Measure (Per Pack)',
  'Line Item Quantity',
  'Line Item Value',
  'Pack Price',
  'Unit Price',
  'Manufacturing Site',
  'First Line Designation',
  'Weight (Kilograms)',
  'Freight Cost (USD)',
  'Line Item Insurance (USD)',
  'quote_status',
  'order_status',
  'weight_status',
  'freight_status',
  'delay_days',
  'late',
];

/** A year of scheduled days. */
export const span = { first: daysFromCivil(2019, 1, 1), days: 365 };

export const mostLines = 5;

export const countries = ['Benin', 'Ghana', 'Kenya', 'Malawi', 'Togo', 'Zambia'];

export interface Vendor {
  name: string;
  /** Days that its shipments take longer than others. */
  delay: number;
}

/** Who stands as the vendor of an order from a regional store. */
export const depot: Vendor = { name: 'SCMS from RDC', delay: 0 };

export const vendors: readonly Vendor[] = [
  { name: 'Bluefield Generics', delay: -4 },
  { name: 'Harbour Diagnostics', delay: 1 },
  { name: 'Meridian Pharma', delay: -1 },
  { name: 'Northgate Laboratories', delay: 3 },
  { name: 'Orchard Remedies', delay: -2 },
];

export interface Route {
  mode: string;
  term: string;
  /** Days that it takes longer than what was planned for. */
  delay: number;
  /** USD. */
  perKilogram: number;
}

const air: Route = { mode: 'Air', term: 'EXW', delay: 0, perKilogram: 9 };
const charter: Route = { mode: 'Air Charter', term: 'DDP', delay: 0, perKilogram: 5 };
const truck: Route = { mode: 'Truck', term: 'DDP', delay: 4, perKilogram: 2.5 };
const ocean: Route = { mode: 'Ocean', term: 'FCA', delay: 5, perKilogram: 1.5 };

/** Equally likely. */
export const routes: Readonly<Record<'depot' | 'direct', readonly Route[]>> = {
  depot: [air, truck, truck, ocean],
  direct: [air, air, charter, truck],
};

export interface Product {
  name: string;
  group: string;
  class: string;
  brand: string;
  dosage: string;
  form: string;
  /** In a pack. */
  units: number;
  /** USD for a pack. */
  price: number;
  /** Of a pack. */
  kilograms: number;
}

export const products: readonly Product[] = [
  {
    name: 'antiviral A',
    group: 'ARV',
    class: 'Adult',
    brand: 'Generic',
    dosage: '300mg',
    form: 'Tablet',
    units: 60,
    price: 6,
    kilograms: 0.15,
  },
  {
    name: 'antiviral B',
    group: 'ARV',
    class: 'Adult',
    brand: 'Generic',
    dosage: '150/300mg',
    form: 'Tablet - FDC',
    units: 60,
    price: 9,
    kilograms: 0.15,
  },
  {
    name: 'antiviral C',
    group: 'ARV',
    class: 'Pediatric',
    brand: 'Lumira',
    dosage: '10mg/ml',
    form: 'Oral solution',
    units: 240,
    price: 4,
    kilograms: 0.3,
  },
  {
    name: 'rapid test',
    group: 'HRDT',
    class: 'HIV test',
    brand: 'Quickline',
    dosage: '',
    form: 'Test kit',
    units: 100,
    price: 80,
    kilograms: 0.6,
  },
];
