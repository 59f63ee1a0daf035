import type { Label } from '@ywk/kernel';

/** The 19 posts (DOMAIN 2.2), by code. */
export const POSTS = {
  CALL110: { zh: '110接警员', en: '110 call-taker' },
  DISPATCH_SUPPORT: { zh: '指挥调度辅助', en: 'Dispatch support' },
  PATROL_STATION: { zh: '派出所巡逻', en: 'Station patrol' },
  PATROL_SPECIAL: { zh: '特巡', en: 'Special patrol' },
  TRAFFIC_ROAD: { zh: '路面交通', en: 'Road traffic' },
  TRAFFIC_OFFICE: { zh: '交管内勤', en: 'Traffic office' },
  COMMUNITY: { zh: '社区', en: 'Community' },
  VIDEO_ANALYSIS: { zh: '视频研判', en: 'Video analysis' },
  WINDOW_HOUSEHOLD: { zh: '户籍窗口', en: 'Household window' },
  WINDOW_EXIT_ENTRY: { zh: '出入境窗口', en: 'Exit-entry window' },
  CLERK: { zh: '文员', en: 'Clerk' },
  ARCHIVE: { zh: '档案', en: 'Archive' },
  EVIDENCE_STORE_SUPPORT: { zh: '涉案财物保管辅助', en: 'Evidence store support' },
  DETENTION_GUARD: { zh: '监所看护', en: 'Detention guard' },
  CASE_AREA_GUARD: { zh: '办案区看护', en: 'Case area guard' },
  ANTI_FRAUD_OUTREACH: { zh: '反诈宣传', en: 'Anti-fraud outreach' },
  IT_SUPPORT: { zh: '信息技术', en: 'IT support' },
  DRIVER_LOGISTICS: { zh: '驾驶后勤', en: 'Driver and logistics' },
  GRID_ASSISTANT: { zh: '网格助理', en: 'Grid assistant' },
} as const satisfies Record<string, Label>;

export type PostCode = keyof typeof POSTS;

export const POST_CODES = Object.keys(POSTS) as PostCode[];
