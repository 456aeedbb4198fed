import { dashboardCheck } from './check.ts';

export const dashboardQuestion = dashboardCheck({
  code: 'dashboard-question',
  severity: 'error',
  summary: 'A board without a question collects panels until nobody knows what it is for.',
  remediation:
    'Write the one question the board answers, as its reader would ask it, with a question mark: "Do names resolve, and if not, whose fault is it?"',
  *check({ question }) {
    const text = question.trim();
    if (text === '') yield { message: 'the board has no question' };
    else if (!text.endsWith('?')) yield { message: `"${text}" is not a question: it must end with "?"` };
  },
});
