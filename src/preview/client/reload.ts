// Only in pages that `preview --watch` serves: they are loaded anew when the content was built anew.
new EventSource('/events').addEventListener('message', () => location.reload());
