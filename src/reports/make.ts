import type { Recipe } from '../../schema/report.ts'

/** The bytes of a file. What makes it is loaded when it is wanted: each has a large library behind it. */
export async function makeReport(recipe: Recipe): Promise<Uint8Array> {
  switch (recipe.kind) {
    case 'ranking-picture': {
      const { rankingPicture } = await import('./picture/picture.ts')
      return rankingPicture(recipe.table)
    }
    case 'ranking-workbook': {
      const { rankingWorkbook } = await import('./workbook/ranking.ts')
      return rankingWorkbook(recipe.table)
    }
    case 'bulletin': {
      const { bulletin } = await import('./bulletin/bulletin.ts')
      return bulletin(recipe.content)
    }
    case 'assessment': {
      const { assessment } = await import('./workbook/assessment.ts')
      return assessment(recipe.content)
    }
  }
}
