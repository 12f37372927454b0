"""Many articles through one warm pipeline: what is to be done, a journal of it, and a report.

* `journal`: what has become of each article, appended to and fsynced; a second start reads it
* `decide`: which articles are to be made, which were made before
* `crew`: several articles at once, in threads, over the one `Zhaiyi`
* `products`: what an article comes to: its files, and what was found in it
* `progress`, `speed`: how far the batch is, and how long the rest will take
* `report`: `report.json` and `report.html` over all articles of the folder

Nothing here prints; the command line paints what it is told.
"""
