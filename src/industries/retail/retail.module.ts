import { Module } from '@nestjs/common';
import { InventoryPlugin } from './inventory.plugin.js';
import { ProductRecommendationPlugin } from './product-recommendation.plugin.js';

/** Retail: what its scenarios need beyond their declaration. */
@Module({ providers: [InventoryPlugin, ProductRecommendationPlugin] })
export class RetailModule {}
