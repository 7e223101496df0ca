import { Module } from '@nestjs/common';
import { HourlyTrafficPlugin } from './hourly-traffic.plugin.js';

/** City: what its scenarios need beyond their declaration. */
@Module({ providers: [HourlyTrafficPlugin] })
export class CityModule {}
