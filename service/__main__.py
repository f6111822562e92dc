"""`python -m service` is the command duizhao.

Nothing is imported here for its own sake: each process that reads pages for a crawl imports this module again, as
multiprocessing does with the main one, and took a third of a second for what it never used.
"""

if __name__ == "__main__":
    from service.cli import main

    main()
