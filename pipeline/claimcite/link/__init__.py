"""What a document's parts point to: its outlet and agency, its references, the markers that cite them.

``facts.document_facts`` reads the head and foot of a page, ``references.link_references`` its reference list and links,
``citations.build_scopes`` and ``citations.citations_for`` say which words each marker vouches for.
"""
