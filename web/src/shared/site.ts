/** What the server says of itself in the page: it sets data-demo on <html>. */
export const isDemo = document.documentElement.dataset.demo === '1'
