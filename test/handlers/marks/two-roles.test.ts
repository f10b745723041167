import { expect, test } from 'vitest'
import { sample } from '../review/cast.ts'
import { confirmations, stateOf, UNTRUE, usedItem } from './cast.ts'

test('who holds both roles confirms for the one that nobody else holds', async () => {
  const organisation = sample()
  organisation.people.find(({ id }) => id === 'luhengzhi')?.roles.push('publicityDirector')
  const cast = await usedItem(organisation)
  await cast.cheng.says(UNTRUE)
  await cast.lu.taps('确认')
  expect(await confirmations(cast)).toEqual([['deputySecretary', 'luhengzhi']])
  await cast.shen.taps('确认')
  expect(await stateOf(cast)).toBe('standing')
})
