import { Injectable } from '@nestjs/common';
import type { Phrase } from '../../core/language/phrase-book.js';
import { Plugin, type ScenarioEndpoint, type ScenarioPlugin } from '../../scenarios/scenario-plugin.js';
import { exampleOrder } from './inventory/example-order.js';
import { planOrder } from './inventory/order.js';
import { inventoryPhrases } from './inventory/phrases.js';

/** Inventory: what to order now, from paths of demand through the weeks of delivery. */
@Injectable()
@Plugin('retail/inventory')
export class InventoryPlugin implements ScenarioPlugin {
  readonly phrases: readonly Phrase[] = inventoryPhrases;

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'order',
      method: 'POST',
      summary: {
        en: 'What to order now from the stock, the delivery time and the costs: newsvendor, or (s, S) where an order costs something',
        zh: '按库存、交货时间和成本给出现在的订货量：报童模型；每次订货有固定成本时用 (s, S) 策略',
      },
      example: exampleOrder,
      handle: planOrder,
    },
  ];
}
