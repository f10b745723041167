import type { Random } from './scene-parts.ts'
import {
  between,
  pick,
  times,
  rect,
  disc,
  sky,
  hills,
  clouds,
  tree,
  person,
  crowd,
  bricks,
  house,
} from './scene-parts.ts'

export function court(random: Random): string {
  return (
    sky('#8ec5ea', '#e9f4f7') +
    clouds(random) +
    hills(random, 470, '#9fc3b0') +
    house(random, 60, 700, 330, 330) +
    house(random, 450, 700, 400, between(random, 260, 400)) +
    house(random, 920, 700, 300, 300) +
    rect(0, 700, 1280, 260, '#d8cdb8') +
    times(60, () =>
      rect(
        between(random, 0, 1270),
        between(random, 706, 950),
        between(random, 20, 60),
        3,
        '#bfb299',
      ),
    ) +
    tree(random, between(random, 380, 440), 730, 96) +
    tree(random, between(random, 860, 910), 740, 110) +
    crowd(random, 6, 850, 150)
  )
}

export function windowsAtNight(random: Random): string {
  const counter = times(3, (i) => {
    const x = 190 + i * 310
    return (
      rect(x, 400, 270, 190, '#fff3cf', 'rx="6"') +
      rect(x + 12, 412, 246, 60, '#bcd9e8') +
      person(random, x + between(random, 90, 180), 590, 150) +
      rect(x - 6, 588, 282, 26, '#8a5a3c')
    )
  })
  return (
    sky('#1d2c4d', '#5a5f86') +
    times(50, () =>
      disc(between(random, 0, 1280), between(random, 0, 240), 2, '#fff', 'opacity=".7"'),
    ) +
    rect(120, 220, 1040, 560, '#b98d6b') +
    bricks(120, 220, 1040, 560) +
    rect(160, 260, 960, 84, '#b03a34', 'rx="8"') +
    times(7, (i) => rect(330 + i * 90, 282, 54, 40, '#f7e3b5', 'rx="4"')) +
    counter +
    rect(0, 780, 1280, 180, '#4b4f63') +
    times(40, () => rect(between(random, 0, 1270), between(random, 790, 950), 50, 3, '#5d6279')) +
    crowd(random, between(random, 4, 6), 900, 190)
  )
}

export function market(random: Random): string {
  const stall = (i: number) => {
    const x = 30 + i * 315
    const stripe = pick(random, ['#d9534f', '#3a7fb5', '#4c9a6a', '#e39b34'])
    const awning = times(
      7,
      (n) =>
        `<path d="M${x + n * 40} 380h40v60a20 20 0 0 1-40 0Z" fill="${n % 2 ? '#fff' : stripe}"/>`,
    )
    const goods = times(42, (n) =>
      disc(
        x + 24 + (n % 14) * 18,
        640 - Math.floor(n / 14) * 16 + between(random, -3, 3),
        11,
        pick(random, ['#d64541', '#f0a030', '#5fa55a', '#8e5ea2', '#f4d35e']),
      ),
    )
    return (
      rect(x + 8, 400, 10, 340, '#7d6a58') +
      rect(x + 262, 400, 10, 340, '#7d6a58') +
      awning +
      person(random, x + between(random, 90, 190), 640, 170) +
      goods +
      rect(x, 648, 280, 96, '#a5784f') +
      bricks(x, 648, 280, 96)
    )
  }
  return (
    sky('#cfe3ee', '#f8efe0') +
    rect(0, 120, 1280, 560, '#e6ddd0') +
    times(9, (i) => rect(40 + i * 140, 150, 90, 120, '#b9d3df', 'stroke="#fff" stroke-width="8"')) +
    rect(0, 730, 1280, 230, '#c9c2b6') +
    times(50, () => rect(between(random, 0, 1270), between(random, 740, 950), 44, 3, '#aca596')) +
    times(4, stall) +
    crowd(random, 5, 900, 180)
  )
}

export function fields(random: Random): string {
  const rows = times(16, (i) => {
    const y = 540 + i * 27
    const gold = pick(random, ['#d9a63a', '#e6ba52', '#c8912c', '#edc869'])
    return (
      rect(0, y, 1280, 28, gold) +
      times(
        50,
        () =>
          `<path d="M${between(random, 0, 1280)} ${y + 26}l${between(random, -5, 5)} -24" stroke="#9a6c1c" stroke-width="2"/>`,
      )
    )
  })
  return (
    sky('#7fb7e4', '#fbeccb') +
    disc(between(random, 200, 1080), 170, 60, '#ffe9a8') +
    clouds(random) +
    hills(random, 470, '#8fb09a') +
    hills(random, 530, '#6f9a72') +
    house(random, between(random, 120, 300), 548, 160, 110) +
    house(random, between(random, 700, 980), 548, 200, 120) +
    rows +
    crowd(random, 4, 780, 130)
  )
}

export function stream(random: Random): string {
  const water = `<path d="M560 520 C600 640 300 760 380 960 H900 C760 780 860 640 690 520Z" fill="#6fb1c9"/>`
  const ripples = times(46, () =>
    rect(
      between(random, 480, 740),
      between(random, 600, 950),
      between(random, 16, 60),
      3,
      '#d5edf3',
      'opacity=".8"',
    ),
  )
  const banks = `<path d="M540 520 C580 640 270 760 340 960 H380 C300 760 600 640 560 520Z M690 520 C860 640 760 780 900 960 H945 C800 780 890 640 712 520Z" fill="#b9b3a7"/>`
  const grass = times(
    320,
    () =>
      `<path d="M${between(random, 0, 1280)} ${between(random, 540, 955)}l${between(random, -6, 6)} -18" stroke="${pick(random, ['#4d8a4f', '#6ba35c', '#3d7444'])}" stroke-width="3"/>`,
  )
  return (
    sky('#9bd0ee', '#eef7ee') +
    clouds(random) +
    hills(random, 460, '#93b9a6') +
    hills(random, 530, '#78a981') +
    rect(0, 520, 1280, 440, '#83b56f') +
    grass +
    water +
    ripples +
    banks +
    tree(random, between(random, 90, 240), 640, 120) +
    tree(random, between(random, 1010, 1180), 660, 130) +
    person(random, 1000, 800, 150) +
    person(random, between(random, 180, 260), 820, 150)
  )
}

export function lanterns(random: Random): string {
  const lantern = (i: number) => {
    const [x, y] = [
      70 + (i % 8) * 160 + between(random, -20, 20),
      130 + Math.floor(i / 8) * 150 + between(random, -20, 20),
    ]
    const red = pick(random, ['#e2483d', '#f07b3f', '#f2b134', '#d7415e'])
    return (
      `<path d="M${x} 0V${y - 40}" stroke="#e9c88f" stroke-width="2"/>${disc(x, y, 64, red, 'opacity=".22"')}` +
      `<ellipse cx="${x}" cy="${y}" rx="42" ry="36" fill="${red}"/><path d="M${x - 18} ${y - 33}v66M${x} ${y - 36}v72M${x + 18} ${y - 33}v66" stroke="#fff" stroke-opacity=".35" stroke-width="3"/>` +
      rect(x - 14, y - 44, 28, 9, '#f7dca0') +
      rect(x - 14, y + 35, 28, 9, '#f7dca0') +
      `<path d="M${x - 6} ${y + 44}v26M${x} ${y + 44}v34M${x + 6} ${y + 44}v26" stroke="#f7dca0" stroke-width="3"/>`
    )
  }
  return (
    sky('#1b1f45', '#6b3f63') +
    house(random, 40, 760, 330, 220) +
    house(random, 900, 760, 340, 250) +
    rect(0, 740, 1280, 220, '#49304c') +
    times(60, () => rect(between(random, 0, 1270), between(random, 750, 950), 40, 3, '#6a4767')) +
    times(24, lantern) +
    crowd(random, 8, 880, 170)
  )
}
