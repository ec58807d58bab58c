/**
 * How an operation is reached over HTTP (docs/http-api.md). Names in braces are taken from the input's fields; the other fields come
 * from the query (GET, DELETE) or from a JSON body.
 */
export type HttpRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  /** One line for the API's own pages. */
  readonly summary: string;
  /** Of success; 200 where nothing else is said, 204 where there is no output. */
  readonly status?: 200 | 201 | 202 | 204;
};
