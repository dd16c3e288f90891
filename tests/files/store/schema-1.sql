BEGIN TRANSACTION;
CREATE TABLE corrections (
	id VARCHAR(64) NOT NULL, 
	file_hash VARCHAR(64) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "corrections" VALUES('ec3774699b6fc6e8e56a18d0463cd4f2d7cefb0cbdb2f1ed7dffb9d3b43053f1','f1','2031-01-01T10:00:00Z','{"file_hash":"f1","before":"före ","quote":"malet","after":" efter","replacement":"målet","author":"Eva","created":"2031-01-01T10:00:00Z"}');
CREATE TABLE document_areas (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
INSERT INTO "document_areas" VALUES('alvby',0,'alvby/mål','{"id":"alvby/mål#0-16","document":"alvby","anchor":"alvby/mål","start":0,"end":16,"text":"Vi bygger broar.","focus_area":"Mål","subtitle":null,"group":null,"page_number":1,"page_label":"1 (1)","order":0}');
INSERT INTO "document_areas" VALUES('alvby',1,'alvby/ansvar','{"id":"alvby/ansvar#0-28","document":"alvby","anchor":"alvby/ansvar","start":0,"end":28,"text":"Bygdenämnden ska laga broar.","focus_area":"Ansvar","subtitle":null,"group":null,"page_number":1,"page_label":"1 (1)","order":1}');
INSERT INTO "document_areas" VALUES('dalby',0,'dalby/mål','{"id":"dalby/mål#0-16","document":"dalby","anchor":"dalby/mål","start":0,"end":16,"text":"Vi bygger broar.","focus_area":"Mål","subtitle":null,"group":null,"page_number":1,"page_label":"1 (1)","order":0}');
CREATE TABLE document_blocks (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
INSERT INTO "document_blocks" VALUES('alvby',0,'alvby/mål','{"kind":"paragraph","text":"Vi bygger broar.","spans":[[4,20]],"page_number":1,"anchor":"alvby/mål","clean":[0,16]}');
INSERT INTO "document_blocks" VALUES('alvby',1,'alvby/ansvar','{"kind":"paragraph","text":"Bygdenämnden ska laga broar.","spans":[[28,56]],"page_number":1,"anchor":"alvby/ansvar","clean":[0,28]}');
INSERT INTO "document_blocks" VALUES('dalby',0,'dalby/mål','{"kind":"paragraph","text":"Vi bygger broar.","spans":[[4,20]],"page_number":1,"anchor":"dalby/mål","clean":[0,16]}');
CREATE TABLE document_changes (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
INSERT INTO "document_changes" VALUES('alvby',0,'alvby','{"start":1,"end":2,"text":"å","margin":0.5,"alternatives":["a"],"rule":"ocr"}');
INSERT INTO "document_changes" VALUES('dalby',0,'dalby','{"start":1,"end":2,"text":"å","margin":0.5,"alternatives":["a"],"rule":"ocr"}');
CREATE TABLE document_notes (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
INSERT INTO "document_notes" VALUES('alvby',0,'alvby/mål','{"mark":"1","anchor":"alvby/fotnot-1","section":"alvby/mål","position":3}');
INSERT INTO "document_notes" VALUES('dalby',0,'dalby/mål','{"mark":"1","anchor":"dalby/fotnot-1","section":"dalby/mål","position":3}');
CREATE TABLE document_orphans (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
CREATE TABLE document_quality (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
INSERT INTO "document_quality" VALUES('alvby',0,'alvby','{"page_number":1,"words":9,"language":"sv","diacritics":0.05,"garbage_lines":0,"verdict":"good"}');
INSERT INTO "document_quality" VALUES('dalby',0,'dalby','{"page_number":1,"words":9,"language":"sv","diacritics":0.05,"garbage_lines":0,"verdict":"good"}');
CREATE TABLE document_references (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
CREATE TABLE document_responsibilities (
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, position)
);
CREATE TABLE documents (
	id VARCHAR(200) NOT NULL, 
	collection VARCHAR(100) NOT NULL, 
	file_hash VARCHAR(64) NOT NULL, 
	generation VARCHAR(64) NOT NULL, 
	revision INTEGER NOT NULL, 
	points INTEGER NOT NULL, 
	checksum VARCHAR(64) NOT NULL, 
	source TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "documents" VALUES('alvby','default','f1','g2',2,2,'37db3ce0a30c62a8a4609f6d08bb08026bbfc25cf941c199113280dde011a13e','{"text":"","pages":[{"number":1,"label":"1 (1)","start":0,"end":57}],"format":"text","unreadable_pages":[[9,"Sidan är en bild."]]}','{"id":"alvby","title":"Plan för alvby","file_name":"plan.txt","file_hash":"f1","generation":"g2"}');
INSERT INTO "documents" VALUES('dalby','default','f2','g1',3,1,'8591240973e762a004d7625cc2b9c8481f5183d9a2c162ec86f31a67a75758fe','{"text":"","pages":[{"number":1,"label":"1 (1)","start":0,"end":21}],"format":"text","unreadable_pages":[[9,"Sidan är en bild."]]}','{"id":"dalby","title":"Plan för dalby","file_name":"plan.txt","file_hash":"f2","generation":"g1"}');
CREATE TABLE generations (
	document VARCHAR(200) NOT NULL, 
	generation VARCHAR(64) NOT NULL, 
	file_hash VARCHAR(64) NOT NULL, 
	versions TEXT NOT NULL, 
	published VARCHAR(32) NOT NULL, 
	PRIMARY KEY (document, generation)
);
INSERT INTO "generations" VALUES('alvby','g1','f1','{"reader": "1"}','2026-11-22T08:16:23+00:00');
INSERT INTO "generations" VALUES('alvby','g2','f1','{"reader": "1"}','2026-11-22T08:16:23+00:00');
INSERT INTO "generations" VALUES('dalby','g1','f2','{"reader": "1"}','2026-11-22T08:16:23+00:00');
INSERT INTO "generations" VALUES('borta','g1','f3','{"reader": "1"}','2026-11-22T08:16:23+00:00');
CREATE TABLE jobs (
	id VARCHAR(32) NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	file_hash VARCHAR(64) NOT NULL, 
	file_name VARCHAR(400) NOT NULL, 
	document_id VARCHAR(200), 
	step VARCHAR(40) NOT NULL, 
	progress FLOAT NOT NULL, 
	message TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	worker VARCHAR(300) NOT NULL, 
	heartbeat FLOAT NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	finished VARCHAR(32), 
	PRIMARY KEY (id)
);
INSERT INTO "jobs" VALUES('737849cae3244c878af1f690466b6bd5',1,'ingest','queued','f4','ny.md',NULL,'',0.0,'',0,'',0.0,'2026-11-22T08:16:23+00:00',NULL);
CREATE TABLE passages (
	id VARCHAR(1100) NOT NULL, 
	document VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "passages" VALUES('alvby/mål#0-16','alvby',0,'{"id":"alvby/mål#0-16","document":"alvby","anchor":"alvby/mål","start":0,"end":16,"text":"Vi bygger broar.","kind":"text","path":["Mål"],"lead":null,"part":"plan","page_number":1,"page_label":"1 (1)","order":0}');
INSERT INTO "passages" VALUES('alvby/ansvar#0-28','alvby',1,'{"id":"alvby/ansvar#0-28","document":"alvby","anchor":"alvby/ansvar","start":0,"end":28,"text":"Bygdenämnden ska laga broar.","kind":"text","path":["Ansvar"],"lead":null,"part":"plan","page_number":1,"page_label":"1 (1)","order":1}');
INSERT INTO "passages" VALUES('dalby/mål#0-16','dalby',0,'{"id":"dalby/mål#0-16","document":"dalby","anchor":"dalby/mål","start":0,"end":16,"text":"Vi bygger broar.","kind":"text","path":["Mål"],"lead":null,"part":"plan","page_number":1,"page_label":"1 (1)","order":0}');
CREATE TABLE sections (
	document VARCHAR(200) NOT NULL, 
	generation VARCHAR(64) NOT NULL, 
	anchor VARCHAR(1000) NOT NULL, 
	position INTEGER NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (document, generation, anchor)
);
INSERT INTO "sections" VALUES('alvby','g1','alvby/mål',0,'{"anchor":"alvby/mål","document":"alvby","kind":"section","heading":"Mål","subtitle":null,"level":1,"path":["Mål"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Vi lagar broar.","segments":[{"clean_start":0,"clean_end":15,"source_start":4,"source_end":19}],"source_span":[0,20],"heading_spans":[[0,3]]}');
INSERT INTO "sections" VALUES('alvby','g1','alvby/ansvar',1,'{"anchor":"alvby/ansvar","document":"alvby","kind":"section","heading":"Ansvar","subtitle":null,"level":1,"path":["Ansvar"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Bygdenämnden ska laga broar.","segments":[{"clean_start":0,"clean_end":28,"source_start":27,"source_end":55}],"source_span":[20,56],"heading_spans":[[20,26]],"order":1}');
INSERT INTO "sections" VALUES('alvby','g1','alvby/tid',2,'{"anchor":"alvby/tid","document":"alvby","kind":"section","heading":"Tid","subtitle":null,"level":1,"path":["Tid"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Före 2029.","segments":[{"clean_start":0,"clean_end":10,"source_start":60,"source_end":70}],"source_span":[56,71],"heading_spans":[[56,59]],"order":2}');
INSERT INTO "sections" VALUES('alvby','g2','alvby/mål',0,'{"anchor":"alvby/mål","document":"alvby","kind":"section","heading":"Mål","subtitle":null,"level":1,"path":["Mål"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Vi bygger broar.","segments":[{"clean_start":0,"clean_end":16,"source_start":4,"source_end":20}],"source_span":[0,21],"heading_spans":[[0,3]]}');
INSERT INTO "sections" VALUES('alvby','g2','alvby/ansvar',1,'{"anchor":"alvby/ansvar","document":"alvby","kind":"section","heading":"Ansvar","subtitle":null,"level":1,"path":["Ansvar"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Bygdenämnden ska laga broar.","segments":[{"clean_start":0,"clean_end":28,"source_start":28,"source_end":56}],"source_span":[21,57],"heading_spans":[[21,27]],"order":1}');
INSERT INTO "sections" VALUES('dalby','g1','dalby/mål',0,'{"anchor":"dalby/mål","document":"dalby","kind":"section","heading":"Mål","subtitle":null,"level":1,"path":["Mål"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Vi bygger broar.","segments":[{"clean_start":0,"clean_end":16,"source_start":4,"source_end":20}],"source_span":[0,21],"heading_spans":[[0,3]]}');
INSERT INTO "sections" VALUES('borta','g1','borta/mål',0,'{"anchor":"borta/mål","document":"borta","kind":"section","heading":"Mål","subtitle":null,"level":1,"path":["Mål"],"part":"plan","page_number":1,"page_label":"1 (1)","text":"Vi rev broar.","segments":[{"clean_start":0,"clean_end":13,"source_start":4,"source_end":17}],"source_span":[0,18],"heading_spans":[[0,3]]}');
CREATE TABLE settings (
	name VARCHAR(40) NOT NULL, 
	value INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "settings" VALUES('schema_version',1);
INSERT INTO "settings" VALUES('revision',5);
CREATE TABLE source_pieces (
	document VARCHAR(200) NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (document, number)
);
INSERT INTO "source_pieces" VALUES('alvby',0,'Mål
Vi bygger broar.
Ansvar
Bygdenämnden ska laga broar.
');
INSERT INTO "source_pieces" VALUES('dalby',0,'Mål
Vi bygger broar.
');
CREATE TABLE twins (
	passage VARCHAR(1100) NOT NULL, 
	other VARCHAR(1100) NOT NULL, 
	document VARCHAR(200) NOT NULL, 
	other_document VARCHAR(200) NOT NULL, 
	other_anchor VARCHAR(1000) NOT NULL, 
	PRIMARY KEY (passage, other)
);
INSERT INTO "twins" VALUES('alvby/mål#0-16','dalby/mål#0-16','alvby','dalby','dalby/mål');
INSERT INTO "twins" VALUES('dalby/mål#0-16','alvby/mål#0-16','dalby','alvby','alvby/mål');
CREATE TABLE withdrawn (
	anchor VARCHAR(1000) NOT NULL, 
	document VARCHAR(200) NOT NULL, 
	nearest VARCHAR(1000), 
	PRIMARY KEY (anchor)
);
INSERT INTO "withdrawn" VALUES('alvby/tid','alvby','alvby/ansvar');
INSERT INTO "withdrawn" VALUES('borta/mål','borta',NULL);
CREATE INDEX ix_documents_file_hash ON documents (file_hash);
CREATE INDEX sections_by_anchor ON sections (anchor, generation);
CREATE INDEX ix_withdrawn_document ON withdrawn (document);
CREATE INDEX passages_by_document ON passages (document, position);
CREATE INDEX document_blocks_by_anchor ON document_blocks (anchor);
CREATE INDEX document_notes_by_anchor ON document_notes (anchor);
CREATE INDEX document_changes_by_anchor ON document_changes (anchor);
CREATE INDEX document_areas_by_anchor ON document_areas (anchor);
CREATE INDEX document_responsibilities_by_anchor ON document_responsibilities (anchor);
CREATE INDEX document_references_by_anchor ON document_references (anchor);
CREATE INDEX document_quality_by_anchor ON document_quality (anchor);
CREATE INDEX document_orphans_by_anchor ON document_orphans (anchor);
CREATE INDEX ix_corrections_file_hash ON corrections (file_hash);
CREATE INDEX ix_twins_document ON twins (document);
CREATE INDEX ix_twins_other_document ON twins (other_document);
CREATE INDEX ix_jobs_state ON jobs (state);
CREATE INDEX ix_jobs_number ON jobs (number);
COMMIT;
