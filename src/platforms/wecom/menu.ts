import type { WecomClient } from './client.ts'

const entry = (name: string, key: string) => ({ type: 'click', name, key })

/** The keys are the identifiers of the words (contract, section 5). */
const MENU = {
  button: [
    entry('投稿', 'submit'),
    {
      name: '我的',
      sub_button: [entry('我的稿件', 'mine'), entry('待审', 'pending'), entry('积分', 'points')],
    },
    {
      name: '更多',
      sub_button: [entry('排行', 'ranking'), entry('速报', 'urgent'), entry('帮助', 'help')],
    },
  ],
}

/** Replaces the app's menu; members see it some minutes later or when they come back. */
export async function createMenu(
  client: WecomClient,
  agentId: number,
  signal: AbortSignal,
): Promise<void> {
  const query = { agentid: String(agentId) }
  await client.call({ name: 'menu/create', query, json: MENU, signal })
}
