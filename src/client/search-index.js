/**
 * The files of an index: loads them as scripts when they are needed, and reads them.
 *
 * Each file calls `CSX(key, value)`. A file that fails is forgotten, so that it can be tried again.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /**
   * Some of the words of an index.
   * @typedef {object} Tier
   * @property {string[]} forms in the order of JavaScript
   * @property {Uint32Array} group the group of each form
   * @property {Int32Array} mask the letters of each form
   */
  /** @typedef {{name: string, label: string, values: {value: string, label: string, pages: Uint32Array}[]}} Facet */
  /** @typedef {{pages: Uint32Array, scores: Float32Array}} Postings scores from 0 to 4 */
  /** @typedef {[string, string, string]} Section anchor, heading, text */

  /** How many pages of groups are kept as read: 16 MB. */
  const KEPT = 2e6;

  /** What is expected from a file, by key. @type {Map<string, (value: any) => void>} */
  const expected = new Map();
  scope.CSX = function (/** @type {string} */ key, /** @type {any} */ value) {
    const take = expected.get(key);
    if (take) take(value);
  };

  /**
   * Runs one file.
   * @param {string} url
   * @param {string} key
   * @returns {Promise<any>} what the file says
   */
  function run(url, key) {
    // In the one-file edition all files are in the page.
    if (scope.RumboHeld && key in scope.RumboHeld) return Promise.resolve(scope.RumboHeld[key]);
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = () => {
        expected.delete(key);
        script.remove();
      };
      const fail = () => {
        end();
        const error = /** @type {any} */ (new Error("cannot load " + url));
        error.file = url.slice(url.lastIndexOf("/") + 1);
        reject(error);
      };
      expected.set(key, (value) => {
        end();
        resolve(value);
      });
      script.charset = "utf-8";
      script.async = true;
      script.onerror = fail;
      // A file that is cut or is another one does not call; failing twice does no harm.
      script.onload = () => {
        if (expected.has(key)) fail();
      };
      script.src = url;
      document.head.appendChild(script);
    });
  }

  /**
   * The letters of a word as bits; what is not a letter from a to z or a digit shares one.
   * @param {string} word
   * @returns {number}
   */
  function mask(word) {
    let bits = 0;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      bits |= code >= 97 && code <= 122 ? 1 << (code - 97) : code >= 48 && code <= 57 ? 1 << (26 + (code & 3)) : 1 << 30;
    }
    return bits;
  }

  /** Cuts a row of shards: which one holds a thing, and at what place. */
  class Cuts {
    /** @param {[string, string]} row sizes and hashes */
    constructor(row) {
      this.hashes = row[1];
      this.ends = [];
      let end = 0;
      for (const size of search.numbers(row[0])) this.ends.push((end += size));
    }

    /**
     * @param {number} thing
     * @returns {{shard: number, place: number}}
     */
    find(thing) {
      const shard = search.lowerBound(this.ends, thing + 1);
      return { shard, place: thing - (shard ? this.ends[shard - 1] : 0) };
    }

    /** @param {number} shard */
    hash(shard) {
      return this.hashes.slice(6 * shard, 6 * shard + 6);
    }
  }

  /** One language's index. */
  class Index {
    /**
     * @param {string} base the folder of its files, ending in a slash
     * @param {string} lang
     * @param {any} manifest
     */
    constructor(base, lang, manifest) {
      this.base = base;
      this.lang = lang;
      /** How many pages there are. @type {number} */
      this.size = manifest.n;
      /** @type {Set<string>} */
      this.stop = new Set(manifest.stop.split(" "));
      /** @type {Tier[]} */
      this.tiers = [];
      /** How many pages each group is on, about. @type {number[]} */
      this.pages = [];
      this.rest = manifest.rest;
      this.cuts = { p: new Cuts(manifest.p), t: new Cuts(manifest.t), x: new Cuts(manifest.x) };
      /** @type {Facet[]} */
      this.facets = manifest.facets.map(readFacet);
      /** What comes first for certain words: the words, the page, the anchor. @type {[string, number, string][]} */
      this.pins = manifest.pins || [];
      /** @type {Map<string, Promise<any>>} */
      this.files = new Map();
      /** Groups read before, for the next key. @type {Map<number, Postings>} */
      this.read = new Map();
      this.kept = 0;
      this.addTier(manifest.dict);
    }

    /** @param {[string, string, number]} dictionary forms, their groups, the first group's number */
    addTier(dictionary) {
      const [front, codes, start] = dictionary;
      const reader = new search.Numbers(codes);
      const forms = [];
      const group = [];
      let before = "";
      let next = start;
      for (let at = 0, end; at < front.length; at = end) {
        for (end = at + 1; end < front.length; end++) {
          const code = front.charCodeAt(end);
          if (code >= 65 && code <= 90) break;
        }
        before = before.slice(0, front.charCodeAt(at) - 65) + front.slice(at + 1, end);
        forms.push(before);
        const back = reader.next();
        if (back === 0) this.pages[next] = search.PAGES[reader.score()];
        group.push(back === 0 ? next++ : next - back);
      }
      this.tiers.push({ forms, group: Uint32Array.from(group), mask: Int32Array.from(forms, mask) });
    }

    /** Adds the rare words, if they are in a file of their own. */
    async loadRest() {
      if (!this.rest) return;
      const dictionary = await this.load("r", "r-" + this.rest);
      if (this.tiers.length === 1) this.addTier(dictionary);
    }

    /**
     * @param {string} key
     * @param {string} file
     * @param {(value: any) => any} [read] what to keep of it
     * @returns {Promise<any>}
     */
    load(key, file, read) {
      const known = this.files.get(key);
      if (known) return known;
      const promise = run(this.base + file + ".js", this.lang + "/" + key).then(read);
      this.files.set(key, promise);
      promise.catch(() => this.files.delete(key));
      return promise;
    }

    /**
     * @param {"p" | "t" | "x"} kind
     * @param {number} shard
     * @param {(value: any) => any} [read]
     */
    loadShard(kind, shard, read) {
      return this.load(kind + shard, kind + shard + "-" + this.cuts[kind].hash(shard), read);
    }

    /**
     * The pages of some groups.
     * @param {Iterable<number>} groups
     * @param {() => boolean} [over]
     * @returns {Promise<Map<number, Postings>>}
     */
    async postings(groups, over) {
      /** @type {Map<number, Postings>} */
      const found = new Map();
      const missing = [];
      const shards = new Map();
      if (this.kept > KEPT) {
        this.read.clear();
        this.kept = 0;
      }
      for (const group of groups) {
        const known = this.read.get(group);
        if (known) {
          found.set(group, known);
          continue;
        }
        const where = this.cuts.p.find(group);
        missing.push({ group, where });
        shards.set(where.shard, null);
      }
      await Promise.all(
        Array.from(shards.keys(), async (shard) => {
          shards.set(shard, await this.loadShard("p", shard, (text) => readShard(text, this.size)));
        }),
      );
      for (const { group, where } of missing) {
        await search.breathe(over);
        const { text, offsets } = shards.get(where.shard);
        const postings = readPostings(text, offsets[where.place], this.size);
        this.read.set(group, postings);
        this.kept += postings.pages.length;
        found.set(group, postings);
      }
      return found;
    }

    /**
     * The title and the address of a page.
     * @param {number} page
     * @returns {Promise<[string, string]>}
     */
    async title(page) {
      const { shard, place } = this.cuts.t.find(page);
      return (await this.loadShard("t", shard))[place];
    }

    /**
     * The text of a page.
     * @param {number} page
     * @returns {Promise<Section[]>}
     */
    async sections(page) {
      const { shard, place } = this.cuts.x.find(page);
      return (await this.loadShard("x", shard))[place];
    }
  }

  /**
   * @param {[string, string, [string, string][], string]} row
   * @returns {Facet}
   */
  function readFacet(row) {
    const reader = new search.Numbers(row[3]);
    const values = row[2].map(([value, label]) => {
      const pages = new Uint32Array(reader.next());
      for (let at = 0, page = 0; at < pages.length; at++) {
        page += reader.next();
        pages[at] = page++;
      }
      return { value, label, pages };
    });
    return { name: row[0], label: row[1], values };
  }

  /**
   * Whether a group has a score for each page of the index, 0 where it is not, instead of a row of pages.
   * @param {number} count
   * @param {number} size
   */
  const isEvery = (count, size) => 2 * count > size;

  /**
   * Where each group begins.
   * @param {string} text
   * @param {number} size of the index
   */
  async function readShard(text, size) {
    await search.breathe();
    const reader = new search.Numbers(text);
    const offsets = [];
    while (reader.more()) {
      offsets.push(reader.at);
      const count = reader.next();
      reader.next();
      if (isEvery(count, size)) reader.at += size;
      else {
        for (let left = count; left > 0; left--) {
          reader.next();
          reader.at++;
        }
      }
    }
    return { text, offsets };
  }

  /**
   * @param {string} text
   * @param {number} offset
   * @param {number} size of the index
   * @returns {Postings}
   */
  function readPostings(text, offset, size) {
    const reader = new search.Numbers(text, offset);
    const count = reader.next();
    const unit = reader.next() / 100 / 91;
    const pages = new Uint32Array(count);
    const scores = new Float32Array(count);
    for (let place = 0, page = 0; place < count; page++) {
      if (!isEvery(count, size)) page += reader.next();
      const score = reader.score();
      if (score) {
        pages[place] = page;
        scores[place++] = score * unit;
      }
    }
    return { pages, scores };
  }

  /**
   * Opens an index.
   * @param {string} base the folder of its files, ending in a slash
   * @param {string} lang
   * @returns {Promise<Index>}
   */
  async function open(base, lang) {
    return new Index(base, lang, await run(base + "m.js", lang + "/m"));
  }

  Object.assign(search, { open, mask });
})();
