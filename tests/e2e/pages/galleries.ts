/** Pages full of pictures, by their paths. Their addresses are those of tests/e2e/pages/site.ts. */
export function galleries(url: (host: string, path: string) => string): Readonly<Record<string, string>> {
  const elsewhere = url('cdn.test', '/elsewhere-photo.jpg');
  const open = url('cdn.test', '/open.jpg');
  const inside = url('nas.lan', '/inside-drawing.png');
  return {
    '/gallery': `<!doctype html><meta charset="utf-8"><title>A &lt;b>gallery&lt;/b></title>
      <link rel="icon" href="/icon-drawing.png">
      <style>
        .background { background: linear-gradient(red, blue), url("/background-drawing.png"); block-size: 20px }
        .set { background-image: image-set(url("/one-moving.gif") 1x, url("/two-modern.webp") 2x) }
        .before::before { content: ""; display: block; block-size: 9px; background: url("/before-photo.jpg") }
        .red { fill: rgb(255, 0, 0) }
      </style>
      <img srcset="/small-drawing.png 100w, /large-photo.jpg 1600w" sizes="100px" alt="&lt;b>Clouds&lt;/b>">
      <picture>
        <source media="(max-width: 1px)" srcset="/art-moving.gif 4000w">
        <source type="image/webp" srcset="/picture-modern.webp">
        <img src="/fallback-photo.jpg">
      </picture>
      <img src="/small-drawing.png"><img src="/small-drawing.png">
      <canvas width="30" height="20"></canvas>
      <svg class="drawn" width="40" height="40"><rect class="red" width="40" height="40"/><use href="#dot"/></svg>
      <svg width="0" height="0"><symbol id="dot"><rect width="40" height="20" style="fill: rgb(0, 0, 255)"/></symbol></svg>
      <div class="background"></div><div class="set"></div><div class="before"></div>
      <div id="open"></div><div id="closed"></div>
      <img loading="lazy" data-src="/late-photo.jpg" width="100" height="50"
        src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
      <input type="image" src="/input-drawing.png" alt="Send">
      <iframe src="/frame"></iframe>
      <iframe srcdoc="<img src='/srcdoc-drawing.png'>"></iframe>
      <img src="${elsewhere}"><img src="${open}"><img src="${inside}">
      <div style="block-size: 9000px"></div>
      <img loading="lazy" src="/lazy-moving.gif">
      <script>
        const context = document.querySelector('canvas').getContext('2d');
        context.fillStyle = 'rgb(0, 128, 0)';
        context.fillRect(0, 0, 30, 20);
        context.fillStyle = 'rgb(255, 255, 0)';
        context.fillRect(3, 4, 5, 6);
        for (const mode of ['open', 'closed']) {
          document.getElementById(mode).attachShadow({ mode }).innerHTML = '<img src="/' + mode + '-drawing.png">';
        }
      </script>`,
    '/frame': '<!doctype html><title>A frame</title><img src="/frame-vector.svg">',
    '/other': '<!doctype html><title>Another &lt;i>tab&lt;/i></title><img src="/other-photo.jpg">',
    '/bare': '<!doctype html><title>Nothing to see</title><p>Only words.</p>',
    '/many': `<!doctype html><title>Many</title><body><script>
        document.body.innerHTML = '<div style="block-size: 20000px"></div>' + Array.from({ length: 10_000 }, (_, index) =>
          '<img loading=lazy width=1 height=1 src="/many-drawing.png?' + index + '">').join('');
      </script>`,
    '/hostile': `<!doctype html><title>\u202e&lt;script>alert(1)&lt;/script></title>
      <script>
        const liar = () => { throw new Error('the page says no'); };
        for (const name of ['querySelectorAll', 'querySelector', 'createElement', 'createElementNS', 'importNode']) {
          Document.prototype[name] = liar;
        }
        Element.prototype.getAttribute = liar;
        Object.defineProperty(Element.prototype, 'shadowRoot', { get: liar });
        Object.defineProperty(HTMLImageElement.prototype, 'currentSrc', { get: () => 'http://nas.lan/stolen.png' });
        Array.prototype[Symbol.iterator] = liar;
        globalThis.getComputedStyle = liar;
        globalThis.URL = liar;
        JSON.stringify = liar;
      </script>
      <img name="querySelectorAll" src="/one-drawing.png" alt="${'long '.repeat(10_000)}">
      <img name="defaultView" src="/two-drawing.png" alt="&lt;img src=x onerror=alert(1)>">
      <img name="baseURI"><img name="title"><img name="createElementNS"><img name="importNode">
      <form><input name="getAttribute"><input name="attributes"><input name="parentElement"></form>
      <img src="javascript:alert(1)"><img src="file:///etc/passwd"><img src="http://[">
      <img srcset="${','.repeat(10_000)} /three-drawing.png ${'('.repeat(10_000)}" src="/three-drawing.png">
      <img src="/%3Cb%3Emarkup%3C%2Fb%3E-drawing.png">
      <img src="/plain-drawing.png" srcset="/plain-drawing.png 1x, /absurd-drawing.png 9999999999999999x">
      <img src="/long-drawing.png?${'x'.repeat(4_000)}">
      <svg width="30" height="30" onload="document.title = 'ran'"><script>document.title = 'ran'</script>
        <a href="javascript:alert(1)"><rect width="30" height="30" fill="lime" onclick="alert(1)"/>
          <set attributeName="href" to="javascript:alert(1)"/></a>
        <a href="java&#10;script:alert(1)"></a></svg>`,
  };
}
