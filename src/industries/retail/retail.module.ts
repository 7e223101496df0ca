import { Module } from '@nestjs/common';
import { ProductRecommendationPlugin } from './product-recommendation.plugin.js';

/** Retail: what its scenarios need beyond their declaration. */
@Module({ providers: [ProductRecommendationPlugin] })
export class RetailModule {}
