// An API that says yes to everything, for tests that only ask what was sent: credentials start a job, a job has gone well,
// an answer is taken. What came over the wire is told beside the answer, in its envelope. Only /v1/moved/… leads elsewhere.
export async function echo(context, next) {
  if (!context.path.startsWith('/v1/')) return next();
  if (context.path.startsWith('/v1/moved/')) return context.redirect(context.path.replace('/moved', ''));
  const chunks = [];
  for await (const chunk of context.req) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const response = context.path.endsWith('/twofa')
    ? true
    : context.method === 'GET'
      ? [{ code: 100 }, { code: 200 }]
      : { id_credential: 'c1', id_job: 'j1', is_new: 1, status: '/v1/jobs/j1/status' };
  context.set('Cache-Control', 'no-store');
  context.body = { rid: 'r1', code: 200, errors: null, status: true, message: null, response };
  if (text) context.body.received = JSON.parse(text);
  return undefined;
}
