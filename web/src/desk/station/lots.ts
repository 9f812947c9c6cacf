/** A lot's kilograms and boxes. Pure. */
import type { Schemas } from '@/api/client'

type Stock = Pick<Schemas['Lot'], 'weight_g' | 'lost_g' | 'stock'>

export const boxesOf = (lot: Stock, what: 'received' | 'available' | 'reserved' | 'sold' | 'written_off') =>
    lot.stock.reduce((sum, it) => sum + it[what], 0)
/** Net grams that were put in boxes. */
export const boxedOf = (lot: Stock) => lot.stock.reduce((sum, it) => sum + it.received * it.net_weight_g, 0)
/** Grams that are there and in no box. */
export const looseOf = (lot: Stock) => lot.weight_g - lot.lost_g - boxedOf(lot)

/** Kilograms to the gram for a column: "1,500.000". */
export const kilograms = (grams: number) => (grams / 1000).toFixed(3).replace(/\B(?=(\d{3})+\.)/g, ',')

/** Boxes for a column: "20,347". */
export const pieces = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
