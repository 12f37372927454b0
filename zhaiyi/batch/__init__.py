"""Many articles through one warm pipeline: what is to be done, a journal of it, and a report.

* `inputs`, `records`: the articles behind the names; `naming`: what their files are called
* `work`: what is to be made of each, on this machine as over many
* `products`: what an article comes to: its files, and what was found in it
* `glossaries`: the terms that lie beside an article
* `journal`: what has become of each article, appended to and fsynced; a second start reads it
* `resume_policy`: which articles are to be made, which were made before
* `worker_pool`: several articles at once, in threads, over the one `Zhaiyi`
* `progress`, `speed`: how far the batch is, and how long the rest will take
* `report`: `report.json` and `report.html` over all articles of the folder

Nothing here prints; the command line paints what it is told.
"""
