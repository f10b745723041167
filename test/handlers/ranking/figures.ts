import { OwingUnit } from '../../../schema/figures.ts'

type Given = Partial<Omit<OwingUnit, 'code' | 'levels'>> & {
  code?: string
  levels?: Partial<OwingUnit['levels']>
}

/** A unit with nothing but what is told of it. */
export function figures({ levels, ...given }: Given): OwingUnit {
  return OwingUnit.parse({
    code: given.code ?? given.name ?? 'C01',
    name: '溪畔社区',
    list: '村社区组',
    monthlyQuota: 2,
    quota: 2,
    submitted: 0,
    filed: 0,
    late: 0,
    usedOfFiled: 0,
    adopted: 0,
    hundredths: 0,
    ...given,
    levels: { subdistrict: 0, district: 0, city: 0, province: 0, national: 0, ...levels },
  })
}
